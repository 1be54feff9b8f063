/* Why? What each word adds to one score (spec/ops.md, "Contributions"). Two passes: count how often each kept n-gram
 * occurs, then share its weight evenly over its occurrences and over the words it spans. Exact: the parts add up. */
#include "session.c"

struct explanation {
    uint32_t *occurs, *visited; /* (most_rows,) of the operator at hand */
    uint32_t counting, column;
    const struct op *op;
    pn_word *words;
    size_t capacity, count;
};

/* Part k of n (from 0) of a whole, rounded so that all parts add up to it. */
static int32_t part_of(int32_t whole, uint32_t k, uint32_t n) {
    return (int32_t)((int64_t)whole * ((int64_t)k + 1) / n - (int64_t)whole * k / n);
}

static void explain_visit(void *context, uint32_t row, uint32_t order) {
    struct pn_session *s = context;
    struct explanation *e = s->explanation;
    if (e->counting) { e->occurs[row]++; return; }
    const struct tensor *features = &s->model->tensors[e->op->features];
    int32_t part = part_of(features->weight[(size_t)row * features->columns + e->column], e->visited[row]++, e->occurs[row]);
    uint32_t span = order ? order : 1;
    for (uint32_t k = 0; k < span; k++) { /* the word at hand is words[count - 1] */
        size_t at = e->count - 1 - k;
        if (at < e->capacity) e->words[at].contribution += part_of(part, k, span);
    }
}

static void explain_word(struct pn_session *s, uint32_t begin, uint32_t end) {
    struct explanation *e = s->explanation;
    if (!e->counting && e->op == s->model->ops && e->count < e->capacity) {
        pn_word word = {begin, end, 0};
        e->words[e->count] = word;
    }
    e->count++;
    gram_rows(e->op, &s->model->tensors[e->op->features], &s->text, s, explain_visit);
}

int32_t pn_explain(pn_session *s, const uint8_t *text, size_t length, uint32_t column, void *scratch, size_t scratch_size,
                   pn_word *words, size_t capacity, size_t *count, int32_t *bias) {
    const struct pn_model *m = s->model;
    if (length > 0xFFFFFFFFu) return PN_INPUT_LONG;
    if (column >= m->values[m->scores].n) return PN_INPUT_COLUMN;
    if (!scratch || (uintptr_t)scratch % 8 || scratch_size < (size_t)m->most_rows * 8) return PN_MEMORY_SMALL;
    struct explanation e = {scratch, (uint32_t *)scratch + m->most_rows, 0, column, 0, words, capacity, 0};
    s->explanation = &e;
    *bias = 0;
    for (uint32_t i = 0; i < m->op_count && m->ops[i].code == OP_GRAM_SUM; i++) {
        e.op = &m->ops[i];
        if (e.op->out != m->scores) continue;
        *bias += m->tensors[e.op->bias].raw[column];
        pn_zero(scratch, (size_t)m->most_rows * 8);
        for (e.counting = 2; e.counting-- > 0;) {
            e.count = 0;
            text_reset(&s->text);
            text_write(&s->text, text, length, session_word);
            text_finish(&s->text);
            if (!e.counting) break;
        }
    }
    *count = e.count;
    s->explanation = 0;
    pn_reset(s);
    return PN_OK;
}
