/* conv.v1 (spec/ops.md): products of every distinct row with every tap, then, per result, the sum of those it reads.
 * A text says its words again and again: a row that comes back costs no multiplication. */
#include "../kernels.c"

static uint64_t row_hash(const uint8_t *row, uint32_t size) {
    uint64_t h = size, x;
    for (; size >= 8; size -= 8, row += 8) {
        __builtin_memcpy(&x, row, 8);
        h = (h ^ x) * 0x9E3779B97F4A7C15u, h ^= h >> 29;
    }
    for (; size; size--) h = (h ^ *row++) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

static int row_equal(const uint8_t *a, const uint8_t *b, uint32_t size) {
    uint64_t x, y;
    for (; size >= 8; size -= 8, a += 8, b += 8) {
        __builtin_memcpy(&x, a, 8);
        __builtin_memcpy(&y, b, 8);
        if (x != y) return 0;
    }
    for (; size; size--) if (*a++ != *b++) return 0;
    return 1;
}

/* Rows first … last - 1 as the dot product reads them, each once; returns how many. */
static uint32_t conv_prepare(const struct pn_session *s, const struct op *op, const struct conv_space *space, const uint8_t *in,
                             uint32_t first, uint32_t last, uint32_t bytes) {
    const struct value *v = &s->model->values[op->in];
    const struct kernels *k = s->model->kernels;
    const uint32_t row_bytes = v->columns * (v->type == TYPE_INT8 ? 1 : 2), step = groups_of(v->columns, bytes) * GROUP;
    uint32_t count = 0;
    if (op->repeats) pn_zero(space->table, ((size_t)space->mask + 1) * 4);
    for (uint32_t r = first; r < last; r++) {
        const uint8_t *row = in + (size_t)r * row_bytes;
        uint32_t met = 0;
        if (op->repeats) {
            uint32_t at = (uint32_t)row_hash(row, row_bytes) & space->mask;
            for (; (met = space->table[at]) && !row_equal(row, in + (size_t)space->first[met - 1] * row_bytes, row_bytes);)
                at = (at + 1) & space->mask;
            if (!met) space->table[at] = count + 1, space->first[count] = r;
        }
        space->slot[r - first] = met ? met - 1 : count;
        if (!met) k->prepare(row, v->type, v->columns, bytes, bytes ? k->flip : 0, space->prepared + (size_t)count++ * step);
    }
    return count;
}

static void conv_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const uint32_t bytes = m->kernels->bytes && in->type == TYPE_INT8, groups = groups_of(in->columns, bytes), T = s->rows[op->in];
    const uint32_t results = (T + op->stride - 1) / op->stride, back = (op->width - 1) / 2 * op->dilation;
    const int32_t largest = largest_of(out->type);
    struct carver c = {s->scratch, m->scratch, 0};
    const struct conv_space space = conv_layout(op, in, &c);
    s->rows[op->out] = results;
    for (uint32_t begin = 0; begin < results; begin += space.results) {
        uint32_t end = results - begin > space.results ? begin + space.results : results;
        uint32_t first = begin * op->stride > back ? begin * op->stride - back : 0;
        uint32_t last = (end - 1) * op->stride + (op->width - 1) * op->dilation + 1;
        last = last > back ? last - back : 0;
        if (last > T) last = T;
        uint32_t count = first < last ? conv_prepare(s, op, &space, session_value(s, op->in), first, last, bytes) : 0;
        for (uint32_t block = 0; block < blocks_of(out->columns); block++) {
            uint32_t at = block * BLOCK, used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
            const uint8_t *packed = op->packed + (size_t)block * op->width * groups * BLOCK * GROUP;
            (bytes ? m->kernels->quads : m->kernels->pairs)(space.prepared, count, packed, groups, op->width, used,
                                                            op->start + (size_t)block * op->width * BLOCK, space.products);
            struct gather g = {
                space.products, space.slot, first, T, op->width, op->stride, op->dilation, op->biases + at, op->scales + at, op->shift,
                op->relu ? 0 : -largest, largest, begin, end, used, out->type, out->columns,
                (uint8_t *)session_value(s, op->out) + (size_t)at * (out->type == TYPE_INT8 ? 1 : out->type == TYPE_INT16 ? 2 : 4),
            };
            m->kernels->gather(&g);
        }
    }
}
