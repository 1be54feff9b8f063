/* The logistic function of networks: a table made from softmax.v1 when a package is opened (spec/ops.md, "Sigmoid"). */
#include "softmax.c"

static void sigmoid_table(uint16_t *table) { /* (SIGMOID,) */
    for (uint32_t i = 0; i < SIGMOID; i++) {
        int32_t scores[2] = {0, 8 * ((int32_t)i - 1024)};
        uint32_t p[2];
        softmax(scores, 2, p);
        table[i] = (uint16_t)((p[1] + 1) >> 1);
    }
}

/* 1 / (1 + exp(-x)) in 2^-15, x in 1/1024 nat. */
PN_INLINE int32_t sigmoid(const uint16_t *table, int32_t x) {
    int32_t i = (x + 4) >> 3;
    return table[(i < -1024 ? -1024 : i > 1023 ? 1023 : i) + 1024];
}
