/* Fuzz target: a package and a text or a picture. The answer depends neither on how that arrives nor on the instructions,
 * and the explanation of a text adds up. */
#include "package.h"

struct answer {
    int32_t *scores;         /* (D,) */
    uint32_t *probabilities; /* (C,) */
};

static struct answer answer_new(const pn_need *need) {
    struct answer a = {malloc(need->scores * 4), malloc(need->labels * 4)};
    return a;
}

static void answer_free(struct answer a) { free(a.scores), free(a.probabilities); }

static void same(const pn_need *need, struct answer a, struct answer b) {
    CHECK(!memcmp(a.scores, b.scores, need->scores * 4) && !memcmp(a.probabilities, b.probabilities, need->labels * 4));
}

/* In pieces of `step` bytes, then of step + 1, … each copied, so that reading past one is seen. */
static void in_pieces(pn_session *s, const uint8_t *text, size_t n, size_t step, int growing, struct answer a) {
    for (size_t at = 0; at < n;) {
        size_t piece = n - at < step ? n - at : step;
        uint8_t *copy = malloc(piece);
        memcpy(copy, text + at, piece);
        CHECK(pn_write(s, copy, piece) == PN_OK);
        free(copy);
        at += piece, step += (size_t)growing;
    }
    CHECK(pn_finish(s, a.scores, a.probabilities) == PN_OK);
}

static void explained(pn_session *s, const pn_need *need, const uint8_t *text, size_t n, uint32_t column, int32_t score) {
    size_t capacity = n + 1, count, fewer;
    int32_t bias, again;
    void *scratch = malloc(need->explain);
    pn_word *words = malloc(capacity * sizeof *words);
    CHECK(pn_explain(s, text, n, column, scratch, need->explain, words, capacity, &count, &bias) == PN_OK);
    CHECK(count <= n); /* no text has more words than bytes: what callers give room for */
    int64_t sum = bias;
    for (size_t i = 0; i < count; i++) {
        CHECK(words[i].begin < words[i].end && words[i].end <= n);
        sum += words[i].contribution;
    }
    CHECK((int32_t)(uint32_t)sum == score); /* absurd networks wrap */
    pn_word *some = malloc(count / 2 * sizeof *some); /* too few: the first ones all the same, nothing behind them */
    CHECK(pn_explain(s, text, n, column, scratch, need->explain, some, count / 2, &fewer, &again) == PN_OK);
    CHECK(fewer == count && again == bias && !memcmp(some, words, count / 2 * sizeof *some));
    free(scratch), free(words), free(some);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    pn_need need;
    const pn_model *model;
    pn_session *session, *other;
    size_t length = package_length(data, size), n = size - length;
    if (pn_measure(data, length, &need) || need.model > 1 << 22) return 0; /* larger ones: loader.c */
    uint8_t *text = malloc(n);
    memcpy(text, data + length, n);
    void *memory = malloc(need.model), *first = malloc(need.session), *second = malloc(need.session);
    CHECK(pn_open(data, length, memory, need.model, &model) == PN_OK);
    CHECK(pn_begin(model, first, need.session, &session) == PN_OK && pn_begin(model, second, need.session, &other) == PN_OK);
    if (model->work * (model->window + 1) > 1 << 22) { /* allowed, and slow under sanitizers */
        free(text), free(memory), free(first), free(second);
        return 0;
    }

    struct answer whole = answer_new(&need), got = answer_new(&need);
    const int32_t error = pn_predict(session, text, n, whole.scores, whole.probabilities);
    const int seen = pn_sees(model) != 0;
    if (seen && error == PN_INPUT_PICTURE) { /* every text is one, but not everything is a picture */
        answer_free(whole), answer_free(got);
        free(text), free(memory), free(first), free(second);
        return 0;
    }
    CHECK(error == PN_OK);
    uint32_t sum = 0;
    for (uint32_t i = 0; i < need.labels; i++) sum += whole.probabilities[i];
    CHECK(sum == 65536);
    in_pieces(session, text, n, 1, 0, got), same(&need, whole, got); /* bytes never take the fast path */
    in_pieces(session, text, n, 1, 1, got), same(&need, whole, got);
    in_pieces(other, text, n, 17 + n % 50, 0, got), same(&need, whole, got);
    pn_write(session, text, n / 2); /* never finished: no part of what follows */
    CHECK(pn_predict(session, text, n, got.scores, got.probabilities) == PN_OK);
    same(&need, whole, got);
    for (uint32_t column = 0; column < need.scores && column < 3 && !seen; column++)
        explained(session, &need, text, n, column, whole.scores[column]);
    CHECK(pn_predict(session, text, n, got.scores, got.probabilities) == PN_OK);
    same(&need, whole, got);
    CHECK(pn_open_with(0, data, length, memory, need.model, &model) == PN_OK); /* plain C */
    CHECK(pn_begin(model, first, need.session, &session) == PN_OK);
    CHECK(pn_predict(session, text, n, got.scores, got.probabilities) == PN_OK);
    same(&need, whole, got);

    answer_free(whole), answer_free(got);
    free(text), free(memory), free(first), free(second);
    return 0;
}
