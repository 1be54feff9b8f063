/* The operators of networks: how a plan names them, and what is refused (spec/ops.md, spec/package.md "Plan").
 * Checks come in one order: arguments, tensors, values, overflow, limits; the reference refuses with the same codes. */
#include "kernels.h"
#include "layout.c"
#include "ops/sigmoid.c"

#define FITS_INT32 0x7FFFFFFF
#define LARGEST_SCORE (1 << 30)
#define MOST_STEP (1u << 20)
enum { INTEGERS = 1 << TYPE_INT8 | 1 << TYPE_INT16, SCORES = 1 << TYPE_INT32 };

static int32_t largest_of(uint32_t type) { return type == TYPE_INT8 ? 127 : type == TYPE_INT16 ? 32767 : LARGEST_SCORE; }
static int is_type(const struct value *v, uint32_t types) { return (int)(1u << v->type & types); }
static int same_length(const struct value *a, const struct value *b) { return a->window == b->window && a->step == b->step; }

/* What is known of a value that is written as many times as `like` has rows, or once (NULL). */
static void written_as(struct value *out, const struct value *like, uint32_t stride) {
    out->window = like ? like->window : 0, out->step = 1;
    if (out->window) out->step = like->step * stride < MOST_STEP ? like->step * stride : MOST_STEP;
    out->largest = largest_of(out->type);
    out->least = -largest_of(out->type), out->most = largest_of(out->type);
}

static void need_scratch(struct pn_model *m, uint64_t bytes) {
    if (bytes > m->scratch) m->scratch = bytes;
}

#ifdef PN_WORDS
static int32_t read_embed(struct pn_model *m, struct reader *r, struct op *op) {
    PN_TRY(read_varint(r, LIMIT_VALUE_ROWS, &op->head));
    PN_TRY(read_varint(r, LIMIT_VALUE_ROWS, &op->tail));
    PN_TRY(read_varint(r, ORDERS, &op->words));
    PN_TRY(read_varint(r, 8, &op->chars_min));
    PN_TRY(read_varint(r, 8, &op->chars_max));
    PN_TRY(read_varint(r, 0xFFFFFFFFu, &op->multiplier));
    PN_TRY(read_index(r, m->tensor_count, &op->features));
    PN_TRY(read_index(r, m->value_count, &op->out));
    uint32_t positions = op->head + op->tail;
    if (op->chars_min > op->chars_max || (op->chars_min == 0) != (op->chars_max == 0)) return PN_PACKAGE_ARGUMENT;
    if (!(op->words | op->chars_max) || !(op->multiplier & 1) || positions < 1 || positions > LIMIT_VALUE_ROWS) return PN_PACKAGE_ARGUMENT;
    const struct tensor *table = &m->tensors[op->features];
    struct value *out = &m->values[op->out];
    if (table->coding != TENSOR_SPARSE_ROWS) return PN_PACKAGE_ARGUMENT;
    if (!is_type(out, INTEGERS) || out->rows != positions || out->columns != table->columns) return PN_PACKAGE_VALUE;
    written_as(out, 0, 1);
    out->window = positions;
    if (op->words == 1 && !op->chars_max) { /* one row of the table at most, or zeros */
        if (table->least > out->least) out->least = table->least < 0 ? table->least : 0;
        if (table->most < out->most) out->most = table->most > 0 ? table->most : 0;
    }
    if (positions > m->window) m->window = positions;
    uint32_t row = (uint32_t)value_bytes(out) / positions;
    if (row > m->most_row) m->most_row = row;
    need_scratch(m, (uint64_t)out->columns * 4);
    return PN_OK;
}
#endif

static int32_t read_window(struct reader *r, struct op *op) {
    PN_TRY(read_varint(r, 15, &op->width));
    PN_TRY(read_varint(r, 8, &op->stride));
    return read_varint(r, 16, &op->dilation);
}

static int32_t read_weights(struct pn_model *m, struct reader *r, struct op *op) {
    PN_TRY(read_index(r, m->tensor_count, &op->weights));
    PN_TRY(read_index(r, m->tensor_count, &op->bias));
    return read_index(r, m->tensor_count, &op->scale);
}

/* Are they what they are used as? One bias per output, one scale for all or per output, none negative. */
static int32_t check_weights(const struct pn_model *m, const struct op *op) {
    const struct tensor *weights = &m->tensors[op->weights], *bias = &m->tensors[op->bias], *scale = &m->tensors[op->scale];
    if (weights->coding != TENSOR_DENSE || bias->coding != TENSOR_RAW || bias->rows != 1) return PN_PACKAGE_ARGUMENT;
    return scale->coding != TENSOR_RAW || scale->rows != 1 || scale->negative ? PN_PACKAGE_ARGUMENT : PN_OK;
}

static int per_output(const struct pn_model *m, const struct op *op, uint32_t outputs) {
    uint32_t scales = m->tensors[op->scale].columns;
    return m->tensors[op->bias].columns == outputs && (scales == 1 || scales == outputs);
}

/* Packed weights are of a core's own making, and all the same part of what a package may ask for. */
static int32_t pack(struct pn_model *m, struct op *op, uint32_t outputs, uint32_t inputs) {
    m->packed += packed_bytes(outputs, op->width, inputs);
    if (m->packed > LIMIT_MODEL) return PN_PACKAGE_LIMIT;
    pack_weights(m, op, outputs, inputs);
    return PN_OK;
}

/* conv and depthwise: the same arguments, and a window that goes over the rows. */
static int32_t read_conv(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_window(r, op));
    PN_TRY(read_varint(r, 1, &op->relu));
    PN_TRY(read_varint(r, 62, &op->shift));
    PN_TRY(read_weights(m, r, op));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!op->width || !op->stride || !op->dilation || !op->shift) return PN_PACKAGE_ARGUMENT;
    PN_TRY(check_weights(m, op));
    const struct tensor *weights = &m->tensors[op->weights];
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
#ifndef PN_WORDS
    if (op->width > 1) return PN_PACKAGE_CORE;
#endif
    const uint32_t whole = op->code == OP_CONV, inputs = in->columns, outputs = out->columns;
    if (!written[op->in] || !is_type(in, INTEGERS)) return PN_PACKAGE_VALUE;
    if (!is_type(out, whole ? INTEGERS | SCORES : INTEGERS) || out->rows != (in->rows + op->stride - 1) / op->stride) return PN_PACKAGE_VALUE;
    if (whole ? weights->rows != outputs || weights->columns != op->width * inputs
              : weights->rows != op->width || weights->columns != inputs || inputs != outputs) return PN_PACKAGE_VALUE;
    if (!per_output(m, op, outputs)) return PN_PACKAGE_VALUE;
    int64_t sum = (whole ? weights->largest_row : (int64_t)op->width * 127) * in->largest + m->tensors[op->bias].largest;
    if (sum > FITS_INT32) return PN_PACKAGE_OVERFLOW;
    m->work += (uint64_t)(whole ? in->rows : out->rows) * weights->rows * weights->columns;
    written_as(out, in, op->stride);
    if (op->relu) out->least = 0;
    const int64_t score = (sum * m->tensors[op->scale].largest + ((int64_t)1 << (op->shift - 1))) >> op->shift;
    if (out->type == TYPE_INT32 && score < out->largest) out->largest = score; /* scores can be added up */
#ifdef PN_WORDS
    if (!whole) {
        need_scratch(m, zipped_bytes(in->rows, 1, op->width, op->dilation));
        pack_depthwise(m, op, outputs, 1, op->width);
        return PN_OK;
    }
    for (uint32_t i = 0; i < m->op_count && &m->ops[i] != op; i++)
        if (m->ops[i].code == OP_EMBED && m->ops[i].out == op->in) remember(m, op, in, outputs);
    need_scratch(m, conv_scratch(op, in, outputs));
#else
    if (BRIEF) { /* is a conv2d of size 1 over rows of pixels, whatever the picture's; a stride leaves out no row of one */
        op->code = OP_CONV2D, op->size = op->dilation = 1;
        for (op->across = op->stride > 1 ? in->rows : CHUNK / 8; in->rows % op->across; op->across--) {}
        need_scratch(m, band_scratch(op, inputs));
    } else need_scratch(m, prepared_bytes(inputs) * (CHUNK / 8 * op->stride));
#endif
    return pack(m, op, outputs, inputs);
}

static int32_t read_pool(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_varint(r, 3, &op->kind));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!op->kind) return PN_PACKAGE_ARGUMENT;
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
    if (!written[op->in] || !is_type(in, INTEGERS) || out->type != in->type || out->rows != 1) return PN_PACKAGE_VALUE;
    if (out->columns != in->columns * (op->kind == 3 ? 2 : 1)) return PN_PACKAGE_VALUE;
    if (op->kind & 2 && in->rows * (2 * in->largest + 1) > FITS_INT32) return PN_PACKAGE_OVERFLOW;
    written_as(out, 0, 1);
    if (in->least >= 0) out->least = 0;
    op->stride = op->dilation = 1;
    need_scratch(m, PAST);
    return PN_OK;
}

static void need_sigmoid(struct pn_model *m) {
    if (m->curved++) return;
    m->sigmoid = carve(m->carver, SIGMOID * 2);
    if (m->sigmoid) sigmoid_table(m->sigmoid);
}

#ifdef PN_WORDS
static int32_t read_attend(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_index(r, m->value_count, &op->other));
    PN_TRY(read_index(r, m->value_count, &op->out));
    const struct value *in = &m->values[op->in], *scores = &m->values[op->other];
    struct value *out = &m->values[op->out];
    if (!written[op->in] || !written[op->other] || !is_type(in, INTEGERS) || !is_type(scores, SCORES)) return PN_PACKAGE_VALUE;
    if (!same_length(in, scores) || scores->columns != 1) return PN_PACKAGE_VALUE;
    if (out->type != in->type || out->rows != 1 || out->columns != in->columns) return PN_PACKAGE_VALUE;
    written_as(out, 0, 1);
    need_scratch(m, (uint64_t)in->rows * 4);
    return PN_OK;
}

static int32_t read_gate(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_index(r, m->value_count, &op->out));
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
    if (!written[op->in] || in->type != TYPE_INT16 || !is_type(out, INTEGERS)) return PN_PACKAGE_VALUE;
    if (out->rows != in->rows || out->columns * 2 != in->columns) return PN_PACKAGE_VALUE;
    written_as(out, in, 1);
    need_sigmoid(m);
    return PN_OK;
}
#endif

/* add: two values of one shape. scale: a value, and a row of gates for all of its rows. */
static int32_t read_add(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_index(r, m->value_count, &op->other));
    PN_TRY(read_index(r, m->value_count, &op->out));
    const struct value *a = &m->values[op->in], *b = &m->values[op->other];
    struct value *out = &m->values[op->out];
    const uint32_t gates = op->code == OP_SCALE;
    if (!written[op->in] || !written[op->other] || !is_type(a, gates ? INTEGERS : INTEGERS | SCORES)) return PN_PACKAGE_VALUE;
    if (gates ? b->window || b->type != TYPE_INT16 : !same_length(a, b) || a->type != b->type || a->rows != b->rows) return PN_PACKAGE_VALUE;
    if (a->columns != b->columns) return PN_PACKAGE_VALUE;
    if (out->type != a->type || out->rows != a->rows || out->columns != a->columns) return PN_PACKAGE_VALUE;
    int64_t largest = a->largest + b->largest;
    if (a->type == TYPE_INT32 && largest > FITS_INT32) return PN_PACKAGE_OVERFLOW;
    written_as(out, a, 1);
    if (a->type == TYPE_INT32) out->largest = largest;
    if (!gates) return PN_OK;
    if (a->least >= 0) out->least = 0;
    op->width = op->stride = op->dilation = 1, op->shift = FAST;
    need_scratch(m, (uint64_t)blocks_of(a->columns) * BLOCK * 9);
    need_sigmoid(m);
    return PN_OK;
}

static int reads_two(const struct op *op) { return op->code == OP_ATTEND || op->code == OP_ADD || op->code == OP_SCALE; }

#ifdef PN_WORDS
static int32_t read_gru(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_weights(m, r, op));
    PN_TRY(read_varint(r, 62, &op->shift));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!op->shift) return PN_PACKAGE_ARGUMENT;
    PN_TRY(check_weights(m, op));
    const struct tensor *weights = &m->tensors[op->weights];
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
    const uint32_t h = out->columns;
    if (!written[op->in] || in->type != TYPE_INT16) return PN_PACKAGE_VALUE;
    if (out->type != TYPE_INT16 || out->rows != 1 || 3 * h != in->columns || weights->rows != 3 * h || weights->columns != h) return PN_PACKAGE_VALUE;
    if (!per_output(m, op, 3 * h)) return PN_PACKAGE_VALUE;
    if (weights->largest_row * 32767 + m->tensors[op->bias].largest > FITS_INT32) return PN_PACKAGE_OVERFLOW;
    m->work += (uint64_t)in->rows * 3 * h * h;
    written_as(out, 0, 1);
    op->width = 1;
    op->bytes = 0;
    need_scratch(m, gru_scratch(h));
    need_sigmoid(m);
    return pack(m, op, 3 * h, h);
}

/* Largest results are results of largest sums, since no scale is negative: a convolution that only pool.v1 reads for its
 * maxima rounds those alone, and never writes the others. It writes the pool's value, which may share memory with others
 * (plan.c) and is free just before the pool. */
static void fuse_pools(struct pn_model *m) {
    for (uint32_t i = 0; i < m->op_count; i++) {
        struct op *pool = &m->ops[i], *conv = 0;
        uint32_t readers = 0;
        if (pool->code != OP_POOL || pool->kind != 1) continue;
        for (uint32_t k = 0; k < m->op_count; k++) {
            struct op *op = &m->ops[k];
            if (op->code == OP_CONV && op->out == pool->in) conv = op;
            readers += op->code >= OP_CONV && op->in == pool->in;
            readers += reads_two(op) && op->other == pool->in;
        }
        if (conv && readers == 1 && (m->level < 3 || conv + 1 == pool)) conv->pooled = pool->out + 1, pool->pooled = 1;
    }
}
#endif

static int32_t read_network(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    switch (op->code) {
    case OP_CONV: return read_conv(m, r, op, written);
    case OP_POOL: return read_pool(m, r, op, written);
    case OP_ADD: case OP_SCALE: return read_add(m, r, op, written);
#ifdef PN_WORDS
    case OP_DEPTHWISE: return read_conv(m, r, op, written);
    case OP_ATTEND: return read_attend(m, r, op, written);
    case OP_GATE: return read_gate(m, r, op, written);
    default: return read_gru(m, r, op, written);
#else
    default: return PN_PACKAGE_CORE;
#endif
    }
}
