/* conv.v1 (spec/ops.md): products of every row with every tap, then, per result, the sum of those it reads.
 * Right behind an embedding a row that comes back, in this text or the next, costs no multiplication: texts repeat their
 * words, whoever types sends the same text with one word more, and an explanation hides one word at a time. */
#include "../kernels.c"

PN_INLINE uint64_t row_hash(const uint8_t *row, uint32_t size) {
    uint64_t h = 0, factor = 0x9E3779B97F4A7C15u, x; /* no product waits for the one before */
    for (; size >= 8; size -= 8, row += 8, factor += 0xBF58476D1CE4E5B8u) {
        __builtin_memcpy(&x, row, 8);
        h += (x ^ x >> 32) * factor;
    }
    for (; size; size--, factor += 0xBF58476D1CE4E5B8u) h += *row++ * factor;
    return h >> 32;
}

PN_INLINE int row_equal(const uint8_t *a, const uint8_t *b, uint32_t size) {
    uint64_t x, y;
    for (; size >= 8; size -= 8, a += 8, b += 8) {
        __builtin_memcpy(&x, a, 8);
        __builtin_memcpy(&y, b, 8);
        if (x != y) return 0;
    }
    for (; size; size--) if (*a++ != *b++) return 0;
    return 1;
}

/* The number of a row among those known, or of a new one. */
PN_INLINE uint32_t conv_known(const struct conv_memory *known, const uint8_t *row, uint32_t size) {
    uint32_t at = (uint32_t)row_hash(row, size) & known->mask, met;
    for (; (met = known->table[at]); at = (at + 1) & known->mask)
        if (row_equal(row, known->rows + (size_t)(met - 1) * size, size)) return met - 1;
    known->table[at] = ++*known->count;
    pn_copy(known->rows + (size_t)(*known->count - 1) * size, row, size);
    return *known->count - 1;
}

/* Rows first … last - 1 as the dot product reads them, those known left out; returns how many. */
static uint32_t conv_prepare(const struct pn_session *s, const struct op *op, const struct conv_space *space,
                             const struct conv_memory *known, uint32_t first, uint32_t last, uint32_t bytes) {
    const struct value *v = &s->model->values[op->in];
    const struct kernels *k = s->model->kernels;
    const uint32_t row_bytes = v->columns * (v->type == TYPE_INT8 ? 1 : 2), step = groups_of(v->columns, bytes) * GROUP;
    const uint8_t *row = s->arena + v->offset + (size_t)first * row_bytes;
    uint32_t count = 0;
    if (known && *known->count + (last - first) > op->remembered) { /* full: begin again */
        *known->count = 0;
        pn_zero(known->table, ((size_t)known->mask + 1) * 4);
    }
    const uint32_t before = known ? *known->count : 0;
    for (uint32_t r = first; r < last; r++, row += row_bytes) {
        uint32_t slot = known ? conv_known(known, row, row_bytes) : count;
        space->slot[r - first] = slot;
        if (slot == before + count) k->prepare(row, v->type, v->columns, bytes, bytes ? k->flip : 0, space->prepared + (size_t)count++ * step);
    }
    return count;
}

/* The largest sums become the row of the pool that reads nothing else. */
static void conv_maxima(struct pn_session *s, const struct op *op, const struct conv_space *space, struct gather g) {
    static const uint32_t first = 0;
    const struct value *out = &s->model->values[op->pooled - 1];
    s->rows[op->pooled - 1] = 1;
    if (!s->rows[op->out]) {
        pn_zero(session_value(s, op->pooled - 1), value_bytes(out));
        return;
    }
    g.slot = &first, g.first = 0, g.rows = g.width = g.stride = g.dilation = 1, g.begin = 0, g.end = 1, g.most = 0;
    for (uint32_t at = 0; at < out->columns; at += BLOCK) {
        g.products = space->most + at, g.bias = op->biases + at, g.scale = op->scales + at;
        g.used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
        g.out = (uint8_t *)session_value(s, op->pooled - 1) + (size_t)at * (out->type == TYPE_INT8 ? 1 : 2);
        s->model->kernels->gather(&g);
    }
}

static void conv_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct kernels *k = m->kernels;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const uint32_t bytes = k->bytes && in->type == TYPE_INT8, groups = groups_of(in->columns, bytes), T = s->rows[op->in];
    const uint32_t results = (T + op->stride - 1) / op->stride, back = (op->width - 1) / 2 * op->dilation;
    const uint32_t size = out->type == TYPE_INT8 ? 1 : out->type == TYPE_INT16 ? 2 : 4;
    const int32_t largest = largest_of(out->type);
    struct carver c = {s->scratch, m->scratch, 0}, kept = {s->memory, m->remembered, op->memory};
    const struct conv_space space = conv_layout(op, in, out->columns, &c);
    struct conv_memory known;
    if (op->remembered) known = conv_memory_layout(op, in, out->columns, &kept);
    struct gather g = {
        space.products, space.slot, 0, T, op->width, op->stride, op->dilation, 0, 0, op->shift, op->relu ? 0 : -largest, largest,
        0, 0, 0, out->type, out->columns, 0, 0,
    };
    s->rows[op->out] = results;
    for (uint32_t i = 0; op->pooled && i < blocks_of(out->columns) * BLOCK; i++) space.most[i] = INT32_MIN;
    for (g.begin = 0; g.begin < results; g.begin = g.end) {
        g.end = results - g.begin > space.results ? g.begin + space.results : results;
        uint32_t first = g.begin * op->stride > back ? g.begin * op->stride - back : 0;
        uint32_t last = (g.end - 1) * op->stride + (op->width - 1) * op->dilation + 1;
        last = last > back ? last - back : 0;
        if (last > T || op->remembered) last = T;
        uint32_t before = op->remembered ? *known.count : 0;
        uint32_t count = first < last ? conv_prepare(s, op, &space, op->remembered ? &known : 0, first, last, bytes) : 0;
        if (op->remembered) before = *known.count - count;
        g.first = first;
        for (uint32_t block = 0; block < blocks_of(out->columns); block++) {
            const uint32_t at = block * BLOCK;
            const size_t row = (size_t)op->width * BLOCK;
            if (op->remembered) g.products = known.products + (size_t)block * op->remembered * row;
            g.used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
            g.bias = op->biases + at, g.scale = op->scales + at;
            g.out = (uint8_t *)session_value(s, op->out) + (size_t)at * size;
            g.most = op->pooled ? space.most + at : 0;
            (bytes ? k->quads : k->pairs)(space.prepared, count, op->packed + block * row * groups * GROUP, groups, op->width, g.used,
                                          op->start + block * row, (int32_t *)g.products + before * row);
            k->gather(&g);
        }
    }
    if (op->pooled) conv_maxima(s, op, &space, g);
}
