/* Fuzz target: three bytes of options, then a text. The fast path for plain ASCII, any cut into pieces and byte by byte
 * (which never takes the fast path) give the same words; n-grams fit the memory that pn_ngrams asks for. */
#include "../pinnace.c"

#include <stdlib.h>
#include <string.h>

#define CHECK(condition) do { if (!(condition)) abort(); } while (0)

struct found {
    uint32_t word, begin, end, chars;
};

struct recorder {
    struct text text; /* first, as in every taker of words */
    struct found *words;
    size_t count, capacity;
};

static void record(struct text *t) {
    struct recorder *r = (struct recorder *)(void *)t;
    for (uint32_t i = 0; i < t->count; i++) {
        struct found word = {t->word[ORDERS - 1 + i], t->span[i][0], t->span[i][1], t->keep_chars ? t->chars : 0};
        CHECK(r->count < r->capacity);
        r->words[r->count++] = word;
    }
}

static void recorder_start(struct recorder *r, const struct unicode *unicode, uint32_t keep_chars, size_t n) {
    r->text.unicode = unicode, r->text.emit = record, r->text.keep_chars = keep_chars;
    r->count = 0, r->capacity = n + 1;
    r->words = malloc(r->capacity * sizeof *r->words);
    text_reset(&r->text);
}

/* `step` bytes at a time, each piece a block of its own. */
static void recorder_read(struct recorder *r, const uint8_t *text, size_t n, size_t step) {
    for (size_t at = 0; at < n; at += step) {
        size_t piece = n - at < step ? n - at : step;
        uint8_t *copy = malloc(piece);
        memcpy(copy, text + at, piece);
        text_write(&r->text, copy, piece, record);
        free(copy);
    }
    text_finish(&r->text);
}

static struct unicode *tables(void) { /* once: they never change */
    static struct unicode unicode;
    if (!unicode.page) {
        struct carver c = {0, 0, 0};
        unicode_carve(&unicode, &c);
        c.memory = malloc(c.used), c.size = c.used, c.used = 0;
        unicode_carve(&unicode, &c);
        unicode_unpack(&unicode);
    }
    return &unicode;
}

static void same_words(const uint8_t *text, size_t n, uint32_t keep_chars, size_t step) {
    struct recorder whole, pieces;
    recorder_start(&whole, tables(), keep_chars, n), recorder_read(&whole, text, n, n ? n : 1);
    recorder_start(&pieces, tables(), keep_chars, n), recorder_read(&pieces, text, n, step);
    CHECK(whole.count == pieces.count && !memcmp(whole.words, pieces.words, whole.count * sizeof *whole.words));
    for (size_t i = 0; i < whole.count; i++) {
        CHECK(whole.words[i].begin < whole.words[i].end && whole.words[i].end <= n);
        CHECK(i == 0 || whole.words[i].begin >= whole.words[i - 1].begin);
    }
    free(whole.words), free(pieces.words);
}

/* In the very memory that pn_ngrams documents: one text, exactly as much room as it asks for. */
static void grams_fit(const pn_grams *options, const uint8_t *text, size_t n) {
    uint64_t offsets[2] = {0, n}, ends[2];
    size_t orders = options->words + 2 * (options->chars_max ? options->chars_max - options->chars_min + 1 : 0);
    size_t capacity = (n + 1) * orders + 64, slots = 1, done;
    while (slots < 2 * capacity) slots *= 2;
    size_t table_size = slots + (1 << 14);
    uint64_t *table = malloc(table_size * 8);
    uint32_t *out = malloc(capacity * 4);
    CHECK(pn_ngrams(options, text, offsets, 1, table, table_size, out, capacity, ends, &done) == PN_OK);
    CHECK(done == 1 && ends[1] <= capacity);
    free(table), free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 3) return 0;
    uint32_t low = data[1] % 9, high = low ? low + data[1] / 9 % (9 - low) : 0;
    pn_grams options = {data[0] % 5, low, high};
    size_t step = 2 + data[2], n = size - 3;
    const uint8_t *text = data + 3;
    for (uint32_t keep_chars = 0; keep_chars < 2; keep_chars++) {
        same_words(text, n, keep_chars, 1);
        same_words(text, n, keep_chars, step);
    }
    if ((options.words | options.chars_max) && step % 4 == 0) grams_fit(&options, text, n); /* slow: unpacks the tables */
    return 0;
}
