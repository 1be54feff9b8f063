/* gram_sum.v1: the bias plus the weights of the distinct kept n-grams of a text (spec/ops.md).
 * Streams: each word adds the n-grams that end at it; `seen` makes every kept n-gram count once, whatever the length. */
#include "../session.h"

#define CHAR_START 0x2545F491u

/* Character n-grams run over the word between two borders: 2 before it, 3 behind. */
PN_INLINE uint32_t char_mix(uint32_t hash, const struct text *t, uint32_t at) {
    uint32_t c = at == 0 ? 2 : at > t->chars ? 3 : t->character[at - 1];
    return rotate((hash ^ c) * MIX_LOW, 15) * MIX_HIGH;
}

/* Key of an n-gram, and is it kept? */
PN_INLINE uint32_t gram_key(const struct op *op, const struct tensor *features, uint32_t gram) {
    return gram * op->multiplier >> (32 - features->bits);
}

PN_INLINE uint32_t key_kept(const struct tensor *features, uint32_t key) {
    return (uint32_t)(features->present[key >> 6] >> (key & 63)) & 1;
}

/* Which row a kept key has: how many kept keys are smaller. */
PN_INLINE uint32_t key_row(const struct tensor *features, uint32_t key) {
    uint64_t below = features->present[key >> 6] & (((uint64_t)1 << (key & 63)) - 1);
    return features->rank[key >> 6] + (uint32_t)__builtin_popcountll(below);
}

/* A kept n-gram counts once per text. No branch on what cannot be predicted. */
PN_INLINE void gram_sum_add(const struct tensor *features, uint64_t *seen, int32_t *scores, uint32_t row) {
    uint64_t bit = (uint64_t)1 << row % 64, before = seen[row / 64];
    seen[row / 64] = before | bit;
    const uint32_t columns = features->columns;
    if (columns == 1 && !BRIEF) scores[0] += features->weight[row] & -(int32_t)!(before & bit);
    else if (!(before & bit))
        for (uint32_t d = 0; d < columns; d++) scores[d] += features->weight[(size_t)row * columns + d];
}

/* An n-gram by itself. */
PN_BRIEF void gram_sum_take(const struct op *op, const struct tensor *features, uint64_t *seen, int32_t *scores, uint32_t gram) {
    const uint32_t key = gram_key(op, features, gram);
    if (key_kept(features, key)) gram_sum_add(features, seen, scores, key_row(features, key));
}

static void gram_sum_words(struct pn_session *s, const struct op *op) {
    const struct tensor *features = &s->model->tensors[op->features];
    const struct text *t = &s->text;
    uint64_t *seen = s->seen + op->seen;
    int32_t *scores = session_value(s, op->out);
    uint32_t grams[ORDERS - 1 + BATCH], kept[BATCH], end = ORDERS - 1 + text_count(t);
    for (uint32_t k = 1; k <= op->words; k++) {
        uint32_t n = 0;
        for (uint32_t i = text_grams(t, k, grams); i < end; i++) {
            if (BRIEF) {
                gram_sum_take(op, features, seen, scores, grams[i]);
                continue;
            }
            uint32_t key = gram_key(op, features, grams[i]);
            kept[n] = key;
            n += key_kept(features, key);
        }
        for (uint32_t i = 0; i < n; i++) gram_sum_add(features, seen, scores, key_row(features, kept[i]));
    }
    for (uint32_t i = 0; op->chars_max && t->chars && i < t->chars + 2; i++) {
        uint32_t hash = CHAR_START;
        for (uint32_t n = 1; n <= op->chars_max && i + n <= t->chars + 2; n++) {
            hash = char_mix(hash, t, i + n - 1);
            if (n >= op->chars_min) gram_sum_take(op, features, seen, scores, mix_end(hash));
        }
    }
}

static void gram_sum_reset(struct pn_session *s, const struct op *op) {
    const struct tensor *features = &s->model->tensors[op->features], *bias = &s->model->tensors[op->bias];
    int32_t *scores = session_value(s, op->out);
    pn_zero(s->seen + op->seen, (features->rows + 63) / 64 * 8);
    for (uint32_t d = 0; d < features->columns; d++) scores[d] = bias->raw[d];
}
