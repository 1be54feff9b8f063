/* embed.v1: the first and the last words of a text, each as the sum of the table's rows of its n-grams (spec/ops.md).
 * Streams: the first words lie in the value's first rows, the last ones go round in the rest until the text ends. */
#include "../session.h"

/* The rows of one word, added up as they come: most words have one, which is only copied. */
struct embed_sum {
    const struct tensor *table;
    const int16_t *one;
    int32_t *sum;
    uint32_t count;
};

PN_INLINE void embed_take(struct embed_sum *e, uint32_t row) {
    const uint32_t columns = e->table->columns;
    const int16_t *from = e->table->weight + (size_t)row * columns;
    if (e->count++ == 0) {
        e->one = from;
        return;
    }
    if (e->one) for (uint32_t d = 0; d < columns; d++) e->sum[d] = e->one[d];
    e->one = 0;
    for (uint32_t d = 0; d < columns; d++) e->sum[d] += from[d];
}

static void embed_words(struct pn_session *s, const struct op *op, uint64_t *embedded) {
    const struct tensor table = s->model->tensors[op->features];
    const struct text *t = &s->text;
    const struct value *out = &s->model->values[op->out];
    const size_t row_bytes = (size_t)out->columns * (out->type == TYPE_INT8 ? 1 : 2);
    uint8_t *rows = session_value(s, op->out);
    uint32_t grams[ORDERS - 1 + BATCH], found[ORDERS][BATCH];
    for (uint32_t k = 1; k <= op->words; k++) { /* all look-ups of a batch first: they overlap in the processor */
        uint32_t first = text_grams(t, k, grams) - (ORDERS - 1);
        for (uint32_t i = 0; i < t->count; i++) {
            uint32_t key = gram_key(op, &table, grams[ORDERS - 1 + i]);
            found[k - 1][i] = i >= first && key_kept(&table, key) ? key_row(&table, key) : NONE;
            if (found[k - 1][i] != NONE)
                for (uint32_t d = 0; d < table.columns; d += 32) __builtin_prefetch(table.weight + (size_t)found[k - 1][i] * table.columns + d);
        }
    }
    for (uint32_t i = 0; i < t->count; i++) {
        uint64_t n = (*embedded)++, place = n;
        if (n >= op->head) {
            if (!op->tail) return; /* behind the window: nothing of the batch lies in it any more */
            place = op->head + (n - op->head) % op->tail;
        }
        struct embed_sum e = {&table, 0, (int32_t *)(void *)s->scratch, 0};
        for (uint32_t k = 0; k < op->words; k++) if (found[k][i] != NONE) embed_take(&e, found[k][i]);
        for (uint32_t b = 0; op->chars_max && t->chars && b < t->chars + 2; b++) {
            uint32_t hash = CHAR_START;
            for (uint32_t c = 1; c <= op->chars_max && b + c <= t->chars + 2; c++) {
                hash = char_mix(hash, t, b + c - 1);
                uint32_t key = gram_key(op, &table, mix_end(hash));
                if (c >= op->chars_min && key_kept(&table, key)) embed_take(&e, key_row(&table, key));
            }
        }
        uint8_t *to = rows + place * row_bytes;
        if (!e.count) pn_zero(to, row_bytes);
        else KERNELS_OF(s->model)->narrow(e.one ? (const void *)e.one : e.sum, e.one ? TYPE_INT16 : TYPE_INT32, out->columns, to, out->type);
    }
}

static void rows_reverse(uint8_t *rows, size_t row_bytes, uint32_t from, uint32_t to) {
    for (; from + 1 < to; from++, to--)
        for (size_t i = 0; i < row_bytes; i++) {
            uint8_t *a = rows + from * row_bytes + i, *b = rows + (to - 1) * row_bytes + i, other = *a;
            *a = *b, *b = other;
        }
}

/* The text has ended: the last words into their order. */
static void embed_finish(struct pn_session *s, const struct op *op, uint64_t embedded) {
    const struct value *out = &s->model->values[op->out];
    const size_t row_bytes = (size_t)out->columns * (out->type == TYPE_INT8 ? 1 : 2);
    const uint64_t window = op->head + op->tail;
    s->rows[op->out] = (uint32_t)(embedded < window ? embedded : window);
    if (embedded <= window || !op->tail) return;
    uint8_t *last = (uint8_t *)session_value(s, op->out) + op->head * row_bytes;
    uint32_t turned = (uint32_t)((embedded - op->head) % op->tail);
    rows_reverse(last, row_bytes, 0, turned);
    rows_reverse(last, row_bytes, turned, op->tail);
    rows_reverse(last, row_bytes, 0, op->tail);
}
