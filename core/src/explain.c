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
PN_SELDOM static void explain_gram(struct explanation *e, const struct tensor *features, uint32_t gram, size_t last, uint32_t span) {
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
    uint32_t grams[ORDERS - 1 + BATCH];
    for (uint32_t i = 0; i < text_count(t) && e->fresh && e->count + i < e->capacity; i++) {
        pn_word word = {t->span[i][0], t->span[i][1], 0};
        e->words[e->count + i] = word;
    }
#ifdef PN_WORDS
    if (!e->op) { /* explain_networks wants the answer, and the words */
        session_streams(s);
        e->count += text_count(t);
        return;
    }
#endif
    const struct tensor *features = &s->model->tensors[e->op->features];
    for (uint32_t k = 1; k <= e->op->words; k++)
        for (uint32_t i = text_grams(t, k, grams); i < ORDERS - 1 + text_count(t); i++)
            explain_gram(e, features, grams[i], e->count + i - (ORDERS - 1), k);
    for (uint32_t i = 0; e->op->chars_max && t->chars && i < t->chars + 2; i++) {
        uint32_t hash = CHAR_START;
        for (uint32_t n = 1; n <= e->op->chars_max && i + n <= t->chars + 2; n++) {
            hash = char_mix(hash, t, i + n - 1);
            if (n >= e->op->chars_min) explain_gram(e, features, mix_end(hash), e->count, 1);
        }
    }
    e->count += text_count(t);
}

#ifdef PN_WORDS
/* Which word row r of an embedding is, of so many. */
static uint64_t embed_word(const struct op *op, uint64_t count, uint32_t r) {
    return count > op->head + op->tail && r >= op->head ? count - op->tail + (r - op->head) : r;
}

/* And the other way round: NONE without a row. */
static uint32_t embed_row(const struct op *op, uint64_t count, uint64_t word) {
    if (count <= op->head + op->tail || word < op->head) return (uint32_t)word;
    return word >= count - op->tail ? (uint32_t)(word - (count - op->tail)) + op->head : NONE;
}

/* Rows of a word in the embeddings from `first` on (those before it do not have it): into `saved`, leaving zeros, or back. */
PN_SELDOM static void explain_swap(struct pn_session *s, uint32_t first, uint64_t word, uint8_t *saved, uint32_t back) {
    const struct pn_model *m = s->model;
    for (uint32_t i = first; i < m->op_count && m->ops[i].code <= OP_EMBED; i++, saved += m->most_row) {
        const struct op *op = &m->ops[i];
        uint32_t row = op->code == OP_EMBED ? embed_row(op, s->explanation->count, word) : NONE;
        if (row == NONE) continue;
        size_t bytes = (size_t)value_bytes(&m->values[op->out]) / m->values[op->out].rows;
        uint8_t *at = (uint8_t *)session_value(s, op->out) + row * bytes;
        pn_copy(back ? at : saved, back ? saved : at, bytes);
        if (!back) pn_zero(at, bytes);
    }
}

static int32_t explain_score(struct pn_session *s) {
    session_networks(s);
    return ((const int32_t *)session_value(s, s->model->scores))[s->explanation->column];
}

/* What the network says without each word that it sees; the rest of the score is the bias. Arithmetic wraps. */
PN_SELDOM static void explain_networks(struct pn_session *s, const uint8_t *text, size_t length, uint8_t *saved, int32_t *bias) {
    struct explanation *e = s->explanation;
    const struct pn_model *m = s->model;
    pn_reset(s);
    pn_write(s, text, length);
    text_finish(&s->text);
    session_ended(s);
    const uint32_t score = (uint32_t)explain_score(s);
    uint32_t rest = score;
    e->fresh = 0;
    for (uint32_t i = 0; i < m->op_count && m->ops[i].code <= OP_EMBED; i++)
        for (uint32_t r = 0; m->ops[i].code == OP_EMBED && r < s->rows[m->ops[i].out]; r++) {
            uint64_t word = embed_word(&m->ops[i], e->count, r);
            uint32_t met = 0;
            for (uint32_t k = 0; k < i; k++) met |= m->ops[k].code == OP_EMBED && embed_row(&m->ops[k], e->count, word) != NONE;
            if (met) continue;
            explain_swap(s, i, word, saved, 0);
            uint32_t share = score - (uint32_t)explain_score(s);
            explain_swap(s, i, word, saved, 1);
            rest -= share;
            if (word < e->capacity) e->words[word].contribution = (int32_t)((uint32_t)e->words[word].contribution + share);
        }
    *bias = (int32_t)rest;
}

/* Values that are the scores, or are added up to them: a bit each. */
static uint64_t explain_summed(const struct pn_model *m) {
    uint64_t summed = (uint64_t)1 << m->scores;
    for (uint32_t i = m->op_count; i-- > 0;)
        if (m->ops[i].code == OP_ADD && summed >> m->ops[i].out & 1)
            summed |= (uint64_t)1 << m->ops[i].in | (uint64_t)1 << m->ops[i].other;
    return summed;
}
#endif

PN_INLINE size_t explain_bytes(const struct pn_model *m) {
    size_t bytes = (size_t)m->most_rows * 8;
#ifdef PN_WORDS
    if (bytes < LIMIT_STREAMS * m->most_row) bytes = LIMIT_STREAMS * m->most_row;
#endif
    return bytes;
}

PN_SELDOM int32_t pn_explain(pn_session *s, const uint8_t *text, size_t length, uint32_t column, void *scratch, size_t scratch_size,
                   pn_word *words, size_t capacity, size_t *count, int32_t *bias) {
    const struct pn_model *m = s->model;
    if (length > LIMIT_EXPLAIN) return PN_INPUT_LONG;
#ifdef PN_NETWORKS
    if (reads_pictures(m)) return PN_INPUT_COLUMN; /* pictures have no words */
#endif
    if (column >= m->values[m->scores].columns) return PN_INPUT_COLUMN;
    if (!scratch || (uintptr_t)scratch % 8 || scratch_size < explain_bytes(m)) return PN_MEMORY_SMALL;
    struct explanation e = {scratch, (uint32_t *)scratch + m->most_rows, 0, 1, column, 0, words, capacity, 0};
    s->explanation = &e;
    *bias = 0;
#ifdef PN_WORDS
    const uint64_t summed = explain_summed(m);
    if (m->level > 1) explain_networks(s, text, length, scratch, bias);
    for (uint32_t i = 0; i < m->op_count && m->ops[i].code <= OP_EMBED; i++) {
        e.op = &m->ops[i];
        if (e.op->code != OP_GRAM_SUM || !(summed >> e.op->out & 1)) continue;
        int32_t own = m->tensors[e.op->bias].raw[column];
        if (m->level > 1) *bias = (int32_t)((uint32_t)*bias + (uint32_t)own - (uint32_t)((int32_t *)session_value(s, e.op->out))[column]);
        else *bias += own;
#else
    for (uint32_t i = 0; i < m->op_count && m->ops[i].code == OP_GRAM_SUM; i++) {
        e.op = &m->ops[i];
        if (e.op->out != m->scores) continue;
        *bias += m->tensors[e.op->bias].raw[column];
#endif
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
