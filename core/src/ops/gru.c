/* gru.v1: a gated recurrent unit over all rows; its last state (spec/ops.md). Only there to be compared with. */
#include "../session.h"

PN_INLINE int32_t tanh_of(const uint16_t *table, int32_t x) { return 2 * sigmoid(table, 2 * x) - 32768; }

static void gru_run(struct pn_session *s, const struct op *op) {
    const struct pn_model *m = s->model;
    const uint32_t H = m->values[op->out].columns;
    const int16_t *x = session_value(s, op->in);
    int16_t *h = session_value(s, op->out);
    struct carver c = {s->scratch, m->scratch, 0};
    const struct gru_space space = gru_layout(H, &c);
    s->rows[op->out] = 1;
    pn_zero(space.prepared, groups_of(H, 0) * GROUP);
    for (uint32_t i = 0; i < H; i++) h[i] = 0;
    for (uint32_t t = 0; t < s->rows[op->in]; t++, x += 3 * H) {
        KERNELS_OF(m)->prepare(h, TYPE_INT16, H, 0, 0, space.prepared, 0);
        for (uint32_t block = 0; block < blocks_of(3 * H); block++) {
            struct product p = {
                space.prepared, op->packed + (size_t)block * groups_of(H, 0) * BLOCK * GROUP, 0, 0, 1, 1, groups_of(H, 0), 1,
                op->begins + block * BLOCK, space.sums + block * BLOCK, 0, {.used = BLOCK},
            };
            KERNELS_OF(m)->pairs(&p);
        }
        for (uint32_t i = 0; i < 3 * H; i++) space.sums[i] = requantise(space.sums[i], op->scales[i], op->shift, -32767, 32767);
        for (uint32_t i = 0; i < H; i++) {
            int32_t r = sigmoid(m->sigmoid, x[i] + space.sums[i]), z = sigmoid(m->sigmoid, x[H + i] + space.sums[H + i]);
            int32_t n = tanh_of(m->sigmoid, x[2 * H + i] + ((r * space.sums[2 * H + i] + (1 << 14)) >> 15));
            int32_t y = ((32768 - z) * n + z * h[i] + (1 << 14)) >> 15;
            h[i] = (int16_t)(y > 32767 ? 32767 : y < -32767 ? -32767 : y);
        }
    }
}
