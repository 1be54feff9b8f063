/* add.v1: the sum of two values, number by number (spec/ops.md). */
#include "../session.h"

static void add_run(struct pn_session *s, const struct op *op) {
    const struct value *v = &s->model->values[op->out];
    const void *a = session_value(s, op->in), *b = session_value(s, op->other);
    void *out = session_value(s, op->out);
    const size_t n = (size_t)s->rows[op->in] * v->columns;
    s->rows[op->out] = s->rows[op->in];
    if (v->type == TYPE_INT32) for (size_t i = 0; i < n; i++) ((int32_t *)out)[i] = ((const int32_t *)a)[i] + ((const int32_t *)b)[i];
    else if (v->type == TYPE_INT8)
        for (size_t i = 0; i < n; i++) {
            int32_t x = ((const int8_t *)a)[i] + ((const int8_t *)b)[i];
            ((int8_t *)out)[i] = (int8_t)(x > 127 ? 127 : x < -127 ? -127 : x);
        }
    else
        for (size_t i = 0; i < n; i++) {
            int32_t x = ((const int16_t *)a)[i] + ((const int16_t *)b)[i];
            ((int16_t *)out)[i] = (int16_t)(x > 32767 ? 32767 : x < -32767 ? -32767 : x);
        }
}
