/* Why? What each word adds to one score (spec/ops.md, "Contributions"). Two passes: count how often each kept n-gram
 * occurs, then share its weight evenly over its occurrences and over the words it spans. Exact: the parts add up. */
#include "session.c"

#define LIMIT_EXPLAIN (1u << 28) /* bytes: no n-gram can then occur 2^32 times, which would divide by zero below */

struct explanation {
    uint32_t *occurs, *visited; /* (most_rows,) of the operator at hand */
    uint32_t counting, fresh, column; /* fresh: the words' places are not written yet */
    const struct op *op;
    pn_word *words;
    size_t capacity, count;
};

/* Part k of n (from 0) of a whole, rounded so that all parts add up to it. */
static int32_t part_of(int32_t whole, uint32_t k, uint32_t n) {
    return (int32_t)((int64_t)whole * ((int64_t)k + 1) / n - (int64_t)whole * k / n);
}

/* One occurrence of a kept n-gram of `span` words that ends at word `last`. */
static void explain_gram(struct explanation *e, const struct tensor *features, uint32_t gram, size_t last, uint32_t span) {
    uint32_t key = gram_key(e->op, features, gram);
    if (!key_kept(features, key)) return;
    uint32_t row = key_row(features, key);
    if (e->counting) { e->occurs[row]++; return; }
    int32_t part = part_of(features->weight[(size_t)row * features->columns + e->column], e->visited[row]++, e->occurs[row]);
    for (uint32_t k = 0; k < span; k++)
        if (last - k < e->capacity) e->words[last - k].contribution += part_of(part, k, span);
}

static void explain_words(struct pn_session *s) {
    struct explanation *e = s->explanation;
    const struct text *t = &s->text;
    const struct tensor *features = &s->model->tensors[e->op->features];
    uint32_t grams[ORDERS - 1 + BATCH];
    for (uint32_t i = 0; i < t->count && e->fresh && e->count + i < e->capacity; i++) {
        pn_word word = {t->span[i][0], t->span[i][1], 0};
        e->words[e->count + i] = word;
    }
    for (uint32_t k = 1; k <= e->op->words; k++)
        for (uint32_t i = text_grams(t, k, grams); i < ORDERS - 1 + t->count; i++)
            explain_gram(e, features, grams[i], e->count + i - (ORDERS - 1), k);
    for (uint32_t i = 0; e->op->chars_max && t->chars && i < t->chars + 2; i++) {
        uint32_t hash = CHAR_START;
        for (uint32_t n = 1; n <= e->op->chars_max && i + n <= t->chars + 2; n++) {
            hash = char_mix(hash, t, i + n - 1);
            if (n >= e->op->chars_min) explain_gram(e, features, mix_end(hash), e->count, 1);
        }
    }
    e->count += t->count;
}

int32_t pn_explain(pn_session *s, const uint8_t *text, size_t length, uint32_t column, void *scratch, size_t scratch_size,
                   pn_word *words, size_t capacity, size_t *count, int32_t *bias) {
    const struct pn_model *m = s->model;
    if (length > LIMIT_EXPLAIN) return PN_INPUT_LONG;
    if (column >= m->values[m->scores].n) return PN_INPUT_COLUMN;
    if (!scratch || (uintptr_t)scratch % 8 || scratch_size < (size_t)m->most_rows * 8) return PN_MEMORY_SMALL;
    struct explanation e = {scratch, (uint32_t *)scratch + m->most_rows, 0, 1, column, 0, words, capacity, 0};
    s->explanation = &e;
    *bias = 0;
    for (uint32_t i = 0; i < m->op_count && m->ops[i].code == OP_GRAM_SUM; i++) {
        e.op = &m->ops[i];
        if (e.op->out != m->scores) continue;
        *bias += m->tensors[e.op->bias].raw[column];
        pn_zero(scratch, (size_t)m->most_rows * 8);
        for (uint32_t pass = 0; pass < 2; pass++) {
            e.counting = pass == 0, e.count = 0;
            text_reset(&s->text);
            s->text.limit = 1; /* word by word, so that the order of the shares does not depend on BATCH */
            pn_write(s, text, length);
            text_finish(&s->text);
            e.fresh = 0;
        }
    }
    *count = e.count;
    s->explanation = 0;
    pn_reset(s);
    return PN_OK;
}
