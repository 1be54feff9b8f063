/* For training networks: a text's words in order, each with its character n-grams. Host library only. */
#include "ngrams.c"

struct sequence {
    struct text text;
    const pn_grams *options;
    uint32_t *out;
    uint64_t *ends;
    size_t count, words;
};

static void sequence_words(struct text *t) {
    struct sequence *s = (struct sequence *)(void *)t;
    for (uint32_t i = 0; i < t->count; i++) {
        s->out[s->count++] = t->word[ORDERS - 1 + i];
        if (s->options->chars_max && t->chars) /* one word at a time then */
            for (uint32_t from = 0; from < t->chars + 2; from++) {
                uint32_t hash = CHAR_START;
                for (uint32_t n = 1; n <= s->options->chars_max && from + n <= t->chars + 2; n++) {
                    hash = char_mix(hash, t, from + n - 1);
                    if (n >= s->options->chars_min) s->out[s->count++] = mix_end(hash);
                }
            }
        s->ends[s->words++] = s->count;
    }
}

int32_t pn_sequences(const pn_grams *options, const uint8_t *texts, const uint64_t *offsets, size_t n, uint64_t *scratch,
                     size_t scratch_size, uint32_t *out, size_t capacity, uint64_t *ends, size_t ends_capacity,
                     uint64_t *text_ends, size_t *done) {
    if (options->words != 1 || options->chars_max > 8 || options->chars_min > options->chars_max) return PN_PACKAGE_ARGUMENT;
    struct sequence s;
    struct carver measure = {0, 0, 0};
    struct unicode unicode;
    unicode_carve(&unicode, &measure);
    if (scratch_size < measure.used / 8) return PN_MEMORY_SMALL;
    struct carver layout = {(uint8_t *)scratch, measure.used, 0};
    unicode_carve(&unicode, &layout);
    unicode_unpack(&unicode);
    s.text.unicode = &unicode, s.text.emit = sequence_words, s.text.keep_chars = options->chars_max;
    s.options = options, s.out = out, s.ends = ends, s.count = s.words = 0;
    for (*done = 0; *done < n; ++*done) {
        size_t length = (size_t)(offsets[*done + 1] - offsets[*done]), words = length + 2;
        size_t most = words + 2 * words * (options->chars_max ? options->chars_max - options->chars_min + 1 : 0);
        if (length > 0xFFFFFFFFu) return PN_INPUT_LONG;
        if (s.count + most > capacity || s.words + words > ends_capacity) return PN_OK;
        text_reset(&s.text);
        if (length) text_write(&s.text, texts + offsets[*done], length, sequence_words);
        text_finish(&s.text);
        text_ends[*done] = s.words;
    }
    return PN_OK;
}
