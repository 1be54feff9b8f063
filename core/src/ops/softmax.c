/* softmax.v1 and logistic.v1: int32 scores in 1/1024 nat to probabilities in 1/65536 that sum to 65536 (spec/ops.md).
 * exp by integers: 2^-f as the product of four table entries, one per hexadecimal digit of f (Q31). */
#ifndef PN_SOFTMAX
#define PN_SOFTMAX
#include "../session.h"

/* round(2^31 * 2^(-i / 16^(k + 1))), k = 0 … 3 */
static const uint32_t exp2_table[4][16] = {
#include "../exp2_table.h"
};

/* exp(-distance / 1024) in Q31; distance >= 0. */
static uint64_t exp_below(uint64_t distance) {
    uint64_t t = distance * 94548 >> 10; /* log2(e) * 65536 / 1024: now in 1/65536 of a power of two */
    if (t >> 16 > 31) return 0;
    uint64_t x = exp2_table[0][t >> 12 & 15];
    for (uint32_t k = 1; k < 4; k++) x = (x * exp2_table[k][t >> (12 - 4 * k) & 15] + (1u << 30)) >> 31;
    return x >> (t >> 16);
}

/* The largest takes what rounding down leaves; of equals, the first. */
static void softmax(const int32_t *scores, uint32_t n, uint32_t *probabilities) {
    uint32_t top = 0, left = 65536;
    uint64_t sum = 0;
    for (uint32_t i = 1; i < n; i++) if (scores[i] > scores[top]) top = i;
    for (uint32_t i = 0; i < n; i++) sum += exp_below((uint64_t)((int64_t)scores[top] - scores[i]));
    for (uint32_t i = 0; i < n; i++) {
        probabilities[i] = (uint32_t)(exp_below((uint64_t)((int64_t)scores[top] - scores[i])) * 65536 / sum);
        left -= probabilities[i];
    }
    probabilities[top] += left;
}

static void softmax_run(struct pn_session *s, const struct op *op) {
    softmax(session_value(s, op->in), s->model->values[op->in].columns, session_value(s, op->out));
}

static void logistic_run(struct pn_session *s, const struct op *op) {
    const int32_t *score = session_value(s, op->in);
    int32_t scores[2] = {0, score[0]};
    softmax(scores, 2, session_value(s, op->out));
}
#endif
