/* gate.v1: one half of the columns, let through by the logistic of the other half (spec/ops.md). */
#include "../session.h"

static void gate_run(struct pn_session *s, const struct op *op) {
    const struct value *out = &s->model->values[op->out];
    const uint32_t columns = out->columns;
    const int32_t largest = largest_of(out->type);
    const int16_t *row = session_value(s, op->in);
    void *to = session_value(s, op->out);
    s->rows[op->out] = s->rows[op->in];
    for (uint32_t t = 0; t < s->rows[op->in]; t++, row += 2 * columns)
        for (uint32_t d = 0; d < columns; d++) {
            int32_t x = (row[d] * sigmoid(s->model->sigmoid, row[columns + d]) + (1 << 14)) >> 15;
            x = x > largest ? largest : x < -largest ? -largest : x;
            if (out->type == TYPE_INT8) ((int8_t *)to)[(size_t)t * columns + d] = (int8_t)x;
            else ((int16_t *)to)[(size_t)t * columns + d] = (int16_t)x;
        }
}
