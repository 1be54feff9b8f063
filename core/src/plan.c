/* The plan: what runs, on which values, in which order (spec/package.md, "Plan"; arguments in spec/ops.md). */
#include "tensors.c"

/* An argument that names a tensor or a value by its position. */
static int32_t read_index(struct reader *r, uint32_t count, uint32_t *index) {
    PN_TRY(read_varint(r, 0xFFFF, index));
    return *index < count ? PN_OK : PN_PACKAGE_ARGUMENT;
}

static int32_t read_gram_sum(struct pn_model *m, struct reader *r, struct op *op) {
    PN_TRY(read_varint(r, ORDERS, &op->words));
    PN_TRY(read_varint(r, 8, &op->chars_min));
    PN_TRY(read_varint(r, 8, &op->chars_max));
    PN_TRY(read_varint(r, 0xFFFFFFFFu, &op->multiplier));
    PN_TRY(read_index(r, m->tensor_count, &op->features));
    PN_TRY(read_index(r, m->tensor_count, &op->bias));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (op->chars_min > op->chars_max || (op->chars_min == 0) != (op->chars_max == 0)) return PN_PACKAGE_ARGUMENT;
    if (!(op->words | op->chars_max) || !(op->multiplier & 1)) return PN_PACKAGE_ARGUMENT;
    const struct tensor *features = &m->tensors[op->features], *bias = &m->tensors[op->bias];
    const struct value *out = &m->values[op->out];
    if (features->coding != TENSOR_SPARSE_ROWS || bias->coding != TENSOR_RAW || bias->rows != 1) return PN_PACKAGE_ARGUMENT;
    if (bias->columns != features->columns || out->columns != features->columns || out->type != TYPE_INT32) return PN_PACKAGE_VALUE;
#ifdef PN_NETWORKS
    if (out->rows != 1) return PN_PACKAGE_VALUE;
#endif
    if (features->largest + bias->largest > 0x7FFFFFFF) return PN_PACKAGE_OVERFLOW;
#ifdef PN_NETWORKS
    m->values[op->out].largest = features->largest + bias->largest;
#endif
    op->seen = m->seen_words;
    m->seen_words += (features->rows + 63) / 64;
    if (PN_EXPLAIN && features->rows > m->most_rows) m->most_rows = features->rows;
    return PN_OK;
}

/* logistic: (1,) to (2,); softmax: (n,) to (n,), n >= 2. */
static int32_t read_probabilities(struct pn_model *m, struct reader *r, struct op *op) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_index(r, m->value_count, &op->out));
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    if (in->type != TYPE_INT32 || out->type != TYPE_UINT32) return PN_PACKAGE_VALUE;
#ifdef PN_NETWORKS
    if (in->window || out->rows != 1) return PN_PACKAGE_VALUE; /* written values without a window have one row */
#endif
    if (op->code == OP_LOGISTIC ? in->columns != 1 || out->columns != 2 : in->columns < 2 || out->columns != in->columns) return PN_PACKAGE_VALUE;
    return PN_OK;
}

PN_INLINE uint32_t value_bytes(const struct value *v) {
#ifdef PN_NETWORKS
    static const uint8_t size[4] = {4, 4, 1, 2};
    return v->rows * v->columns * size[v->type]; /* 2^28 at most */
#else
    return v->columns * 4;
#endif
}

PN_INLINE int values_overlap(const struct value *a, const struct value *b) {
    return a->offset < b->offset + value_bytes(b) && b->offset < a->offset + value_bytes(a);
}

#ifdef PN_NETWORKS
#include "image_plan.c" /* <- network_plan */
#endif

#ifdef PN_NETWORKS
#define LARGEST_TYPE TYPE_INT16
#else
#define LARGEST_TYPE TYPE_UINT32
#endif

static int32_t read_values(struct pn_model *m, struct reader *r) {
    PN_TRY(read_varint(r, LIMIT_ARENA, &m->arena));
    PN_TRY(read_varint(r, most_parts(m, LIMIT_VALUES), &m->value_count));
    for (uint32_t i = 0; i < m->value_count; i++) {
        struct value *v = &m->values[i];
        PN_TRY(read_byte(r, &v->type));
#ifdef PN_NETWORKS
        const uint32_t networks = m->level > 1;
        v->rows = 1, v->window = 0, v->step = 1, v->largest = 0;
        if (networks) PN_TRY(read_varint(r, m->task == TASK_IMAGE ? LIMIT_PIXELS : LIMIT_VALUE_ROWS, &v->rows));
        PN_TRY(read_varint(r, networks ? LIMIT_VALUE_COLUMNS : LIMIT_ARENA, &v->columns));
        if (v->rows == 0 || v->type > (networks ? TYPE_INT16 : TYPE_UINT32)) v->type = TYPE_INT16 + 1;
#else
        PN_TRY(read_varint(r, LIMIT_ARENA, &v->columns));
#endif
        PN_TRY(read_varint(r, LIMIT_ARENA, &v->offset));
        if (v->type > LARGEST_TYPE || v->columns == 0 || v->offset % 4 || (uint64_t)v->offset + value_bytes(v) > m->arena) return PN_PACKAGE_VALUE;
#ifndef PN_NETWORKS /* check_sharing */
        for (uint32_t k = 0; k < i; k++) if (values_overlap(v, &m->values[k])) return PN_PACKAGE_VALUE;
#endif
    }
    return PN_OK;
}

/* Does this operator read the stream of words? */
PN_INLINE uint32_t op_streams(const struct pn_model *m, const struct op *op) {
#ifdef PN_NETWORKS
    if (reads_pictures(m)) return op->code == OP_PICTURE;
    if (op->code == OP_EMBED) return m->level > 1;
#endif
    (void)m;
    return op->code == OP_GRAM_SUM;
}

#ifdef PN_NETWORKS
/* Values do not overlap. From level 3 on they may, unless one is written while the other is still needed: by an operator
 * that reads it; scores and probabilities to the end, and what comes from the stream, since explanations and pn_seen read
 * it again. */
static int32_t check_sharing(const struct pn_model *m) {
    uint32_t first[LIMIT_VALUES], last[LIMIT_VALUES]; /* operators, from 1; what is never written begins behind the end */
    const uint32_t end = NONE - 1;
    for (uint32_t i = 0; i < m->value_count; i++) first[i] = m->level > 2 ? NONE : 0, last[i] = ~first[i];
    for (uint32_t i = 0; i < m->op_count && m->level > 2; i++) {
        const struct op *op = &m->ops[i];
        first[op->out] = i + 1, last[op->out] = op_streams(m, op) ? end : i + 1;
        if (last[op->in] <= i) last[op->in] = i + 1; /* what streams reads none: then it is value 0, before that is written or for good */
        if (reads_two(op) && last[op->other] <= i) last[op->other] = i + 1;
    }
    last[m->scores] = last[m->probabilities] = end;
    for (uint32_t i = 0; i < m->value_count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (first[i] <= last[k] && first[k] <= last[i] && values_overlap(&m->values[i], &m->values[k])) return PN_PACKAGE_VALUE;
    return PN_OK;
}
#endif

static int32_t read_plan(struct pn_model *m, struct reader *r) {
    uint32_t task, written[LIMIT_VALUES];
    pn_zero(written, sizeof written);
#ifdef PN_NETWORKS
    m->window = m->most_row = 0, m->work = m->packed = m->scratch = m->remembered = 0, m->sigmoid = 0, m->curved = 0;
#endif
    m->seen_words = m->most_rows = 0;
    PN_TRY(read_byte(r, &task));
#ifdef PN_NETWORKS
    m->task = task;
    if (task != TASK_TEXT && (task != TASK_IMAGE || m->level < 2)) return PN_PACKAGE_OP;
    if (task == TASK_TEXT && !PN_TEXT) return PN_PACKAGE_CORE;
#else
    if (task != TASK_TEXT) return PN_PACKAGE_OP;
#endif
    PN_TRY(read_byte(r, &m->text_version));
    if (m->text_version != TEXT_VERSION) return PN_PACKAGE_ARGUMENT; /* and the version of image.md is the same number */
    PN_TRY(read_values(m, r));
    PN_TRY(read_varint(r, most_parts(m, LIMIT_OPS), &m->op_count));
    for (uint32_t i = 0; i < m->op_count; i++) {
        struct op *op = &m->ops[i];
        pn_zero(op, sizeof *op);
        PN_TRY(read_byte(r, &op->code));
        if (op_streams(m, op)) {
            if (i && !op_streams(m, &m->ops[i - 1])) return PN_PACKAGE_OP; /* what streams comes first */
            if (i >= LIMIT_STREAMS) return PN_PACKAGE_LIMIT;
#ifdef PN_NETWORKS
            if (op->code == OP_PICTURE) {
                if (i) return PN_PACKAGE_OP; /* one picture */
                PN_TRY(read_picture(m, r, op));
            } else
#endif
#ifdef PN_WORDS
            if (op->code == OP_EMBED) PN_TRY(read_embed(m, r, op));
            else
#endif
            if (PN_TEXT) PN_TRY(read_gram_sum(m, r, op));
        }
        else if (op->code == OP_LOGISTIC || op->code == OP_SOFTMAX) {
            PN_TRY(read_probabilities(m, r, op));
            if (!written[op->in]) return PN_PACKAGE_VALUE; /* nothing reads what nothing wrote */
        }
#ifdef PN_NETWORKS
        else if ((m->level > 1 && op->code >= OP_CONV && op->code <= OP_GRU) || (m->level > 2 && op->code == OP_SCALE)) PN_TRY(read_network(m, r, op, written));
        else if (m->task == TASK_IMAGE && op->code >= OP_CONV2D && op->code <= (m->level > 2 ? OP_POOL2D : OP_DEPTHWISE2D))
            PN_TRY(op->code == OP_POOL2D ? read_pool2d(m, r, op, written) : read_conv2d(m, r, op, written));
        else if (m->task == TASK_IMAGE && m->level > 2 && op->code == OP_MIRROR) PN_TRY(read_mirror(m, r, op, written));
#endif
        else return PN_PACKAGE_OP;
        if (written[op->out]) return PN_PACKAGE_VALUE; /* one writer per value */
        written[op->out] = 1;
    }
    PN_TRY(read_index(r, m->value_count, &m->scores));
    PN_TRY(read_index(r, m->value_count, &m->probabilities));
    const struct value *scores = &m->values[m->scores], *probabilities = &m->values[m->probabilities];
    if (!written[m->scores] || !written[m->probabilities]) return PN_PACKAGE_VALUE;
    if (scores->type != TYPE_INT32 || probabilities->type != TYPE_UINT32 || probabilities->columns != m->label_count) return PN_PACKAGE_VALUE;
    for (uint32_t i = 0; i < m->op_count; i++) /* the scores that are shown and explained are those the answer comes from */
        if (m->ops[i].out == m->probabilities && m->ops[i].in != m->scores) return PN_PACKAGE_VALUE;
#ifdef PN_NETWORKS
    PN_TRY(check_sharing(m));
#ifdef PN_WORDS
    fuse_pools(m);
#endif
    if (m->work > LIMIT_WORK || m->work * (m->window + 1) > LIMIT_EXPLAINING) return PN_PACKAGE_LIMIT;
#endif
    return PN_OK;
}
