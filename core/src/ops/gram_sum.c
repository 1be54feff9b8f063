/* gram_sum.v1: the bias plus the weights of the distinct kept n-grams of a text (spec/ops.md).
 * Streams: each word adds the n-grams that end at it; `seen` makes every kept n-gram count once, whatever the length. */
#include "../session.h"

#define CHAR_START 0x2545F491u

/* Character n-grams run over the word between two borders: 2 before it, 3 behind. */
PN_INLINE uint32_t char_mix(uint32_t hash, const struct text *t, uint32_t at) {
    uint32_t c = at == 0 ? 2 : at > t->chars ? 3 : t->character[at - 1];
    return rotate((hash ^ c) * MIX_LOW, 15) * MIX_HIGH;
}

/* Where `gram` lies among the kept rows, or -1. */
PN_INLINE int64_t gram_row(const struct op *op, const struct tensor *features, uint32_t gram) {
    uint32_t key = gram * op->multiplier >> (32 - features->bits);
    uint64_t word = features->present[key >> 6], bit = (uint64_t)1 << (key & 63);
    if (!(word & bit)) return -1;
    return features->rank[key >> 6] + (uint32_t)__builtin_popcountll(word & (bit - 1));
}

/* Visits the rows of all n-grams that the last word completes: `visit(context, row, order)`, order 0 for characters. */
typedef void (*gram_visit)(void *context, uint32_t row, uint32_t order);

PN_INLINE void gram_rows(const struct op *op, const struct tensor *features, const struct text *t, void *context, gram_visit visit) {
    uint32_t orders = op->words < t->available ? op->words : t->available;
    for (uint32_t k = 1; k <= orders; k++) {
        int64_t row = gram_row(op, features, t->gram[k]);
        if (row >= 0) visit(context, (uint32_t)row, k);
    }
    if (!op->chars_max || !t->chars) return;
    for (uint32_t i = 0; i < t->chars + 2; i++) {
        uint32_t hash = CHAR_START;
        for (uint32_t n = 1; n <= op->chars_max && i + n <= t->chars + 2; n++) {
            hash = char_mix(hash, t, i + n - 1);
            if (n < op->chars_min) continue;
            int64_t row = gram_row(op, features, mix_end(hash));
            if (row >= 0) visit(context, (uint32_t)row, 0);
        }
    }
}

struct gram_sum {
    const struct tensor *features;
    uint64_t *seen;  /* (rows / 64,) */
    int32_t *scores; /* (columns,) */
};

PN_INLINE void gram_sum_visit(void *context, uint32_t row, uint32_t order) {
    struct gram_sum *s = context;
    (void)order;
    uint64_t bit = (uint64_t)1 << row % 64;
    if (s->seen[row / 64] & bit) return;
    s->seen[row / 64] |= bit;
    const uint32_t columns = s->features->columns;
    if (columns == 1) s->scores[0] += s->features->weight[row];
    else for (uint32_t d = 0; d < columns; d++) s->scores[d] += s->features->weight[(size_t)row * columns + d];
}

PN_INLINE void gram_sum_word(struct pn_session *s, const struct op *op) {
    struct gram_sum sum = {&s->model->tensors[op->features], s->seen + op->seen, session_value(s, op->out)};
    gram_rows(op, sum.features, &s->text, &sum, gram_sum_visit);
}

static void gram_sum_reset(struct pn_session *s, const struct op *op) {
    const struct tensor *features = &s->model->tensors[op->features], *bias = &s->model->tensors[op->bias];
    int32_t *scores = session_value(s, op->out);
    pn_zero(s->seen + op->seen, (features->rows + 63) / 64 * 8);
    for (uint32_t d = 0; d < features->columns; d++) scores[d] = bias->raw[d];
}
