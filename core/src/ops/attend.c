/* attend.v1: the mean of all rows, each weighted by softmax.v1 of a score of its own (spec/ops.md). */
#include "../session.h"

static void attend_run(struct pn_session *s, const struct op *op) {
    const struct value *in = &s->model->values[op->in];
    const uint32_t T = s->rows[op->in], columns = in->columns;
    const void *rows = session_value(s, op->in);
    void *out = session_value(s, op->out);
    uint32_t *share = (uint32_t *)(void *)s->scratch;
    s->rows[op->out] = 1;
    if (T) softmax(session_value(s, op->other), T, share);
    for (uint32_t d = 0; d < columns; d++) {
        int64_t sum = 1 << 15;
        for (uint32_t t = 0; t < T; t++) {
            size_t at = (size_t)t * columns + d;
            sum += (int64_t)share[t] * (in->type == TYPE_INT8 ? ((const int8_t *)rows)[at] : ((const int16_t *)rows)[at]);
        }
        if (in->type == TYPE_INT8) ((int8_t *)out)[d] = (int8_t)(sum >> 16);
        else ((int16_t *)out)[d] = (int16_t)(sum >> 16);
    }
}
