/* conv.v1 (spec/ops.md): products of every row with every tap, then, per result, the sum of those it reads.
 * Right behind an embedding a row that comes back, in this text or the next, costs no multiplication: texts repeat their
 * words, whoever types sends the same text with one word more, and an explanation hides one word at a time. */
#include "../session.h"

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

static void conv_forget(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    struct carver kept = {s->memory, m->remembered, op->memory};
    struct conv_memory known = conv_memory_layout(op, &m->values[op->in], m->values[op->out].columns, &kept);
    *known.count = 0;
    pn_zero(known.table, ((size_t)known.mask + 1) * 4);
}

/* A convolution under way. */
struct conv {
    struct pn_session *s;
    const struct op *op;
    const struct value *in;
    struct conv_space space;
    uint32_t groups, row_bytes, T;
    size_t plane; /* bytes from prepared rows to their second halves */
    struct product p;
    struct gather g;
};

/* Rows first … first + n - 1 as the products read them, to `place`; those outside are zeros. */
static void conv_prepare(const struct conv *c, uint32_t first, uint32_t n, uint32_t place) {
    const struct op *op = c->op;
    const struct kernels *k = KERNELS_OF(c->s->model);
    const size_t step = (size_t)c->groups * GROUP;
    const uint8_t *rows = c->s->arena + c->in->offset;
    uint8_t *to = c->space.prepared + place * step;
    const uint32_t whole = c->in->columns % (as_bytes(op) ? 4 : 2) == 0; /* rows without gaps are as good as one long row */
    for (uint32_t i = 0, count; i < n; i += count, to += count * step) {
        const uint32_t row = first + i; /* before the first: wraps to above all */
        uint8_t *second = halves_of(op) > 1 ? to + c->plane : 0;
        count = 1;
        if (row < c->T) {
            if (whole) count = n - i < c->T - row ? n - i : c->T - row;
            k->prepare(rows + (size_t)row * c->row_bytes, c->in->type, c->in->columns * count, as_bytes(op), offset_of(op), to, second);
        }
        uint32_t at = row >= c->T ? 0 : whole ? (uint32_t)step : c->in->columns * (as_bytes(op) ? 1 : 2);
        for (; at < step; at++) {
            to[at] = (uint8_t)offset_of(op);
            if (second) second[at] = 0;
        }
    }
}

static void conv_block(struct conv *c, uint32_t block) {
    const struct value *out = &c->s->model->values[c->op->out];
    struct results *to = &c->g.to;
    const uint32_t at = block * BLOCK, size = out->type == TYPE_INT8 ? 1 : out->type == TYPE_INT16 ? 2 : 4;
    to->used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
    to->scale = c->op->scales + at;
    to->out = (uint8_t *)session_value(c->s, c->op->out) + (size_t)at * size;
    to->most = c->op->pooled ? c->space.most + at : 0;
    c->g.bias = c->op->biases + at;
    c->p.w = c->op->packed + (size_t)block * c->op->width * c->groups * BLOCK * GROUP;
    c->p.start = c->op->begins + at;
}

static void conv_multiply(const struct conv *c) {
    const struct kernels *k = KERNELS_OF(c->s->model);
    (as_bytes(c->op) ? k->quads : k->pairs)(&c->p);
}

/* Taps side by side: a result's rows are one long row, and one multiplication adds all of it up. */
static void conv_direct(struct conv *c, uint32_t blocks) {
    const struct op *op = c->op;
    const uint32_t back = (op->width - 1) / 2, n = c->g.end - c->g.begin, step = c->groups * GROUP, first = c->g.begin * op->stride - back;
    struct product *p = &c->p;
    if (as_bytes(op) && op->width == 1 && halves_of(op) == 1 && !offset_of(op) && c->in->columns % 4 == 0) { /* as they are */
        p->x = c->s->arena + c->in->offset + (size_t)first * step;
    } else {
        conv_prepare(c, first, conv_span(op, n), 0);
        p->x = c->space.prepared;
    }
    p->step = (size_t)step * op->stride, p->rows = n, p->groups = c->groups * op->width;
    for (uint32_t block = 0; block < blocks; block++) {
        conv_block(c, block);
        p->to = c->g.to;
        p->to.out = (uint8_t *)p->to.out + (size_t)c->g.begin * p->to.columns * (p->to.type == TYPE_INT8 ? 1 : p->to.type == TYPE_INT16 ? 2 : 4);
        conv_multiply(c);
    }
}

/* Taps apart: products of each row with each tap, then the sum of those that a result reads. Or each row that was not
 * met before, if `known`. */
static void conv_by_rows(struct conv *c, uint32_t blocks, const struct conv_memory *known) {
    const struct op *op = c->op;
    const uint32_t back = (op->width - 1) / 2 * op->dilation, step = c->groups * GROUP;
    uint32_t first = !known && c->g.begin * op->stride > back ? c->g.begin * op->stride - back : 0, count = 0;
    uint32_t last = (c->g.end - 1) * op->stride + (op->width - 1) * op->dilation + 1;
    last = last > back ? last - back : 0;
    if (last > c->T || known) last = c->T;
    if (known && *known->count + (last - first) > op->remembered) conv_forget(c->s, op); /* full: begin again */
    const uint32_t before = known ? *known->count : 0;
    for (uint32_t r = first; r < last; r++) {
        const uint8_t *row = c->s->arena + c->in->offset + (size_t)r * c->row_bytes;
        uint32_t slot = known ? conv_known(known, row, c->row_bytes) : count;
        c->space.slot[r - first] = slot;
        if (slot == before + count) conv_prepare(c, r, 1, count++);
    }
    c->g.first = first;
    struct product *p = &c->p;
    p->x = c->space.prepared, p->step = step, p->rows = count, p->groups = c->groups, p->columns = op->width * BLOCK;
    for (uint32_t block = 0; block < blocks; block++) {
        const size_t taps = (size_t)block * op->width * BLOCK, row = (size_t)op->width * BLOCK;
        int32_t *products = known ? known->products + (size_t)block * op->remembered * row : c->space.products;
        conv_block(c, block);
        c->g.products = products;
        p->to.used = c->g.to.used;
        for (uint32_t tap = 0; tap < op->width; tap++, p->w += (size_t)c->groups * BLOCK * GROUP) {
            p->start = op->start + taps + tap * BLOCK;
            p->sums = products + before * row + tap * BLOCK;
            conv_multiply(c);
        }
        KERNELS_OF(c->s->model)->gather(&c->g);
    }
}

/* The largest sums become the row of the pool that reads nothing else. */
static void conv_maxima(struct conv *c) {
    static const uint32_t first = 0;
    static const int32_t none[BLOCK];
    const struct value *out = &c->s->model->values[c->op->pooled - 1];
    struct gather g = c->g;
    c->s->rows[c->op->pooled - 1] = 1;
    if (!c->T) {
        pn_zero(session_value(c->s, c->op->pooled - 1), value_bytes(out));
        return;
    }
    g.slot = &first, g.first = 0, g.rows = g.width = g.stride = g.dilation = 1, g.begin = 0, g.end = 1, g.to.most = 0, g.bias = none;
    for (uint32_t at = 0; at < out->columns; at += BLOCK) {
        g.products = c->space.most + at, g.to.scale = c->op->scales + at;
        g.to.used = out->columns - at < BLOCK ? out->columns - at : BLOCK;
        g.to.out = (uint8_t *)session_value(c->s, c->op->pooled - 1) + (size_t)at * (out->type == TYPE_INT8 ? 1 : 2);
        KERNELS_OF(c->s->model)->gather(&g);
    }
}

static void conv_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    const uint32_t T = s->rows[op->in], results = (T + op->stride - 1) / op->stride, blocks = blocks_of(out->columns);
    const int32_t largest = largest_of(out->type);
    struct carver scratch = {s->scratch, m->scratch, 0}, kept = {s->memory, m->remembered, op->memory};
    struct conv c = {.s = s, .op = op, .in = in, .T = T, .row_bytes = in->columns * (in->type == TYPE_INT8 ? 1 : 2)};
    c.groups = groups_of(in->columns, as_bytes(op));
    c.space = conv_layout(op, in, out->columns, &scratch);
    c.plane = (size_t)c.space.rows * c.groups * GROUP;
    c.p.parts = 1, c.p.halves = halves_of(op), c.p.apart = c.plane;
    struct gather g = {
        c.space.products, c.space.slot, 0, T, op->width, op->stride, op->dilation, 0, 0, 0,
        {0, op->shift, op->relu ? 0 : -largest, largest, 0, out->type, out->columns, 0, 0},
    };
    c.g = g;
    const uint32_t known = op->remembered && KERNELS_OF(m)->recall;
    struct conv_memory memory;
    if (known) memory = conv_memory_layout(op, in, out->columns, &kept);
    s->rows[op->out] = results;
    for (uint32_t i = 0; op->pooled && i < blocks * BLOCK; i++) c.space.most[i] = INT32_MIN;
    for (c.g.begin = 0; c.g.begin < results; c.g.begin = c.g.end) {
        c.g.end = results - c.g.begin > c.space.results ? c.g.begin + c.space.results : results;
        if (!known && op->dilation == 1) conv_direct(&c, blocks);
        else conv_by_rows(&c, blocks, known ? &memory : 0);
    }
    if (op->pooled) conv_maxima(&c);
}
