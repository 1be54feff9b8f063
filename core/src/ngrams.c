/* For training: the identities of a text's n-grams, by the very tokenizer that devices run. Host library only. */
#include "explain.c"

struct collector {
    struct text text;
    const pn_grams *options;
    uint64_t *table, mask, epoch; /* a set: epoch << 32 | identity, so that it need not be cleared between texts */
    uint32_t *out;
    size_t count;
};

static void collect(struct collector *c, uint32_t gram) {
    uint64_t entry = c->epoch << 32 | gram, at = gram * 0x9E3779B1u;
    for (;; at++) {
        uint64_t *slot = &c->table[at & c->mask];
        if (*slot == entry) return;
        if (*slot >> 32 != c->epoch) {
            *slot = entry;
            c->out[c->count++] = gram;
            return;
        }
    }
}

static void collect_words(struct text *t) {
    struct collector *c = (struct collector *)(void *)t;
    uint32_t grams[ORDERS - 1 + BATCH];
    for (uint32_t k = 1; k <= c->options->words; k++)
        for (uint32_t i = text_grams(t, k, grams); i < ORDERS - 1 + t->count; i++) collect(c, grams[i]);
    for (uint32_t i = 0; c->options->chars_max && t->chars && i < t->chars + 2; i++) {
        uint32_t hash = CHAR_START;
        for (uint32_t n = 1; n <= c->options->chars_max && i + n <= t->chars + 2; n++) {
            hash = char_mix(hash, t, i + n - 1);
            if (n >= c->options->chars_min) collect(c, mix_end(hash));
        }
    }
}

int32_t pn_ngrams(const pn_grams *options, const uint8_t *texts, const uint64_t *offsets, size_t n, uint64_t *table,
                  size_t table_size, uint32_t *out, size_t capacity, uint64_t *out_offsets, size_t *done) {
    static const uint32_t limit = 8;
    if (options->words > ORDERS || options->chars_max > limit || options->chars_min > options->chars_max) return PN_PACKAGE_ARGUMENT;
    struct collector c;
    struct carver measure = {0, 0, 0};
    struct unicode unicode;
    unicode_carve(&unicode, &measure);
    if (table_size < measure.used / 8 + 64) return PN_MEMORY_SMALL;
    struct carver layout = {(uint8_t *)table, measure.used, 0}; /* the Unicode tables take the table's first part */
    unicode_carve(&unicode, &layout);
    unicode_unpack(&unicode);
    table += measure.used / 8, table_size -= measure.used / 8;
    size_t slots = 1;
    while (slots * 2 <= table_size) slots *= 2;
    pn_zero(table, slots * 8);
    c.text.unicode = &unicode, c.text.emit = collect_words, c.text.keep_chars = options->chars_max;
    c.options = options, c.table = table, c.mask = slots - 1, c.epoch = 0, c.out = out, c.count = 0;
    out_offsets[0] = 0;
    for (*done = 0; *done < n; ++*done) {
        size_t length = (size_t)(offsets[*done + 1] - offsets[*done]);
        size_t most = (length + 1) * (options->words + 2 * (options->chars_max ? options->chars_max - options->chars_min + 1 : 0)) + 64;
        if (length > 0xFFFFFFFFu) return PN_INPUT_LONG;
        if (c.count + most > capacity || most * 2 > slots) return PN_OK;
        c.epoch++;
        text_reset(&c.text);
        if (length) text_write(&c.text, texts + offsets[*done], length, collect_words);
        text_finish(&c.text);
        out_offsets[*done + 1] = c.count;
    }
    return PN_OK;
}
