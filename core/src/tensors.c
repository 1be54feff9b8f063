/* The tensors of a package: descriptions verified, coded rows decoded (spec/package.md, "Tensors"). */
#include "model.h"
#include "range_decoder.c"

/* A few coded bytes can stand for millions of weights: what all tensors together may hold bounds time and memory. */
static int32_t weigh(struct pn_model *m, uint64_t weights) {
    m->weights += weights;
    return m->weights > LIMIT_WEIGHTS ? PN_PACKAGE_LIMIT : PN_OK;
}

static int32_t tensor_raw(struct pn_model *m, struct tensor *t, struct reader *r, struct carver *c) {
    PN_TRY(read_varint(r, LIMIT_ROWS, &t->rows));
    PN_TRY(read_varint(r, LIMIT_LABELS, &t->columns));
    uint64_t n = (uint64_t)t->rows * t->columns;
    if (n == 0) return PN_PACKAGE_TENSOR;
    PN_TRY(weigh(m, n));
    struct reader data;
    PN_TRY(read_part(r, (uint32_t)n * 4, &data));
    t->raw = carve(c, n * 4);
    if (c->used - m->before > LIMIT_MODEL) return PN_PACKAGE_LIMIT;
    for (uint64_t i = 0; i < n; i++) {
        int64_t value = (int32_t)load32(data.at + i * 4);
#ifdef PN_NETWORKS
        if (value < 0) t->negative = 1;
#endif
        if (value < 0) value = -value;
        if (value > t->largest) t->largest = value;
        if (t->raw) t->raw[i] = (int32_t)load32(data.at + i * 4);
    }
    return PN_OK;
}

/* Keys ascending as gaps, each followed by one symbol per column that selects a level. */
static int32_t tensor_sparse_rows(struct pn_model *m, struct tensor *t, struct reader *r, struct carver *c) {
    uint32_t level_count, length, width = 0;
    int16_t levels[LIMIT_LEVELS];
    PN_TRY(read_byte(r, &t->bits));
    if (t->bits < 8 || t->bits > 24) return PN_PACKAGE_TENSOR;
    PN_TRY(read_varint(r, LIMIT_ROWS, &t->rows));
    PN_TRY(read_varint(r, LIMIT_LABELS, &t->columns));
    PN_TRY(read_byte(r, &level_count));
    if (t->columns == 0 || level_count == 0 || level_count > LIMIT_LEVELS || t->rows > 1u << t->bits) return PN_PACKAGE_TENSOR;
    PN_TRY(weigh(m, (uint64_t)t->rows * t->columns));
    while (1u << width < level_count) width++;
    for (uint32_t i = 0; i < level_count; i++) {
        uint32_t low, high;
        PN_TRY(read_byte(r, &low));
        PN_TRY(read_byte(r, &high));
        levels[i] = (int16_t)(low | high << 8);
        if (i && levels[i] <= levels[i - 1]) return PN_PACKAGE_TENSOR;
    }
#ifdef PN_NETWORKS
    t->least = levels[0], t->most = levels[level_count - 1];
#endif
    struct reader data;
    PN_TRY(read_varint(r, 0xFFFFFFFFu, &length));
    PN_TRY(read_part(r, length, &data));
    if (length && data.end[-1] == 0) return PN_PACKAGE_DATA; /* trailing zeros are left out: one spelling */

    uint32_t words = (1u << t->bits) / 64;
    t->present = carve(c, (uint64_t)words * 8);
    t->rank = carve(c, (uint64_t)words * 4);
    t->weight = carve(c, (uint64_t)t->rows * t->columns * 2);
    if (c->used - m->before > LIMIT_MODEL) return PN_PACKAGE_LIMIT;
    if (t->present) pn_zero(t->present, (size_t)words * 8);

    struct bit gap[NUMBER_CONTEXTS], symbol[3][LIMIT_LEVELS];
    bits_reset(gap, NUMBER_CONTEXTS);
    bits_reset(symbol[0], 3 * LIMIT_LEVELS);
    struct decoder d;
    decoder_start(&d, data);
    uint32_t key = 0, zero_level = level_count;
    for (uint32_t i = 0; i < level_count; i++) if (levels[i] == 0) zero_level = i;
    for (uint32_t row = 0; row < t->rows; row++) {
        uint32_t skip, others = 0;
        PN_TRY(decode_number(&d, gap, &skip));
        key += skip + (row > 0);
        if (key >= 1u << t->bits) return PN_PACKAGE_DATA;
        if (t->present) t->present[key / 64] |= (uint64_t)1 << key % 64;
        int64_t row_largest = 0;
        for (uint32_t column = 0; column < t->columns; column++) {
            uint32_t level = decode_symbol(&d, symbol[others > 2 ? 2 : others], width);
            if (level >= level_count) return PN_PACKAGE_DATA;
            if (level != zero_level) others++;
            int64_t size = levels[level] < 0 ? -(int64_t)levels[level] : levels[level];
            if (size > row_largest) row_largest = size;
            if (t->weight) t->weight[(uint64_t)row * t->columns + column] = levels[level];
        }
        t->largest += row_largest;
    }
    if (!decoder_finished(&d)) return PN_PACKAGE_DATA;
    if (t->rank)
        for (uint32_t i = 0, before = 0; i < words; i++) t->rank[i] = before, before += (uint32_t)__builtin_popcountll(t->present[i]);
    return PN_OK;
}

#ifdef PN_NETWORKS
/* Row after row, each weight as its magnitude and a sign; which contexts depends on the magnitude before it. */
static int32_t tensor_dense(struct pn_model *m, struct tensor *t, struct reader *r, struct carver *c) {
    uint32_t length, before = 0;
    PN_TRY(read_varint(r, LIMIT_ROWS, &t->rows));
    PN_TRY(read_varint(r, LIMIT_DENSE_COLUMNS, &t->columns));
    uint64_t n = (uint64_t)t->rows * t->columns;
    if (n == 0) return PN_PACKAGE_TENSOR;
    PN_TRY(weigh(m, n));
    struct reader data;
    PN_TRY(read_varint(r, 0xFFFFFFFFu, &length));
    PN_TRY(read_part(r, length, &data));
    if (length && data.end[-1] == 0) return PN_PACKAGE_DATA;
    t->dense = carve(c, n);
    if (c->used - m->before > LIMIT_MODEL) return PN_PACKAGE_LIMIT;
    struct bit contexts[3][NUMBER_CONTEXTS];
    bits_reset(contexts[0], 3 * NUMBER_CONTEXTS);
    struct decoder d;
    decoder_start(&d, data);
    for (uint64_t row = 0, i = 0; row < t->rows; row++) {
        int64_t row_largest = 0;
        for (uint32_t column = 0; column < t->columns; column++, i++) {
            uint32_t size;
            PN_TRY(decode_number(&d, contexts[before == 0 ? 0 : before < 16 ? 1 : 2], &size));
            if (size > 127) return PN_PACKAGE_DATA;
            before = size, row_largest += size;
            uint32_t negative = size && decode_even(&d);
            if (t->dense) t->dense[i] = (int8_t)(negative ? -(int32_t)size : (int32_t)size);
        }
        if (row_largest > t->largest_row) t->largest_row = row_largest;
    }
    return decoder_finished(&d) ? PN_OK : PN_PACKAGE_DATA;
}
#endif

static int32_t read_tensors(struct pn_model *m, struct reader *r, struct carver *c) {
    PN_TRY(read_varint(r, most_parts(m, LIMIT_TENSORS), &m->tensor_count));
    m->weights = 0, m->before = c->used;
    for (uint32_t i = 0; i < m->tensor_count; i++) {
        struct tensor *t = &m->tensors[i];
        pn_zero(t, sizeof *t);
        PN_TRY(read_varint(r, 0xFFFF, &t->id));
        if (i && t->id <= m->tensors[i - 1].id) return PN_PACKAGE_TENSOR; /* ids ascend: append only */
        PN_TRY(read_byte(r, &t->coding));
        if (t->coding == TENSOR_RAW) PN_TRY(tensor_raw(m, t, r, c));
        else if (t->coding == TENSOR_SPARSE_ROWS) PN_TRY(PN_TEXT ? tensor_sparse_rows(m, t, r, c) : PN_PACKAGE_CORE);
#ifdef PN_NETWORKS
        else if (t->coding == TENSOR_DENSE && m->level > 1) PN_TRY(tensor_dense(m, t, r, c));
#endif
        else return PN_PACKAGE_TENSOR;
    }
    return PN_OK;
}
