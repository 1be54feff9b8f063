/* Text to words: UTF-8, folding, segmentation, hashing (spec/text.md). Streams: any split of the bytes gives the same words.
 *
 * `text_take` is the definition, one code point at a time; `text_write` adds a fast path for words of plain ASCII
 * that must, and is tested to, give the same. */
#include "simd.h"
#include "unicode.c"

#define WORD_START 0x9E3779B9u
#define MIX_LOW 0xCC9E2D51u
#define MIX_HIGH 0x1B873593u
#define MIX_A 0x85EBCA6Bu
#define MIX_B 0xC2B2AE35u
#define RUN 3u           /* characters of a run of punctuation that count: "!!!!!" is "!!!" */
#define MARKS 4u         /* combining marks kept per base */
#define CHARS 64u        /* code points of a word that character n-grams see */
#define ORDERS 4u        /* longest word n-gram */

#define BATCH (BRIEF ? 1u : 128u) /* words handed over at a time: the lookups of many words overlap in the processor */

struct text;
typedef void (*text_emit)(struct text *t);
#ifdef PN_DEVICE /* one function takes words, else t->emit */
static void session_words(struct text *t);
#define EMIT(t) session_words
#else
#define EMIT(t) ((t)->emit)
#endif

struct text {
    const struct unicode *unicode;
#ifndef PN_DEVICE
    text_emit emit;       /* takes words 0 … count - 1 */
#endif
    uint32_t keep_chars;  /* does anyone want character n-grams? */
    /* UTF-8 */
    uint32_t cp, need, lower, upper;
    /* the word in progress */
    uint32_t in_word;     /* 0, else the class of its last base: LETTER, DIGIT, SINGLE or PUNCTUATION */
    uint32_t joiner;      /* an apostrophe, point or comma that joins if the next code point fits */
    uint32_t joiner_begin, joiner_end;
    uint32_t run;         /* characters of the punctuation run so far */
    uint32_t hash, fill;  /* of the blocks so far; bytes in the one that fills */
    uint64_t block;
    uint32_t marks, mark[MARKS];
    uint32_t chars, character[CHARS];
    uint32_t begin, end;  /* byte positions of the word */
    uint32_t position;    /* bytes consumed before the code point at hand */
    uint32_t next;        /* and after it */
    /* words not yet handed over, behind the last ORDERS - 1 that were (of which `known` exist) */
    uint32_t known, count, limit;
    uint32_t word[ORDERS - 1 + BATCH];
    uint32_t span[BATCH][2]; /* begin, end */
};

static void text_reset(struct text *t) {
    t->cp = t->need = t->in_word = t->joiner = t->marks = t->chars = t->position = t->next = t->known = t->count = 0;
    t->lower = 0x80, t->upper = 0xBF;
    t->limit = t->keep_chars ? 1 : BATCH; /* characters are kept of one word only */
}

PN_INLINE uint32_t rotate(uint32_t x, uint32_t n) { return x << n | x >> (32 - n); }

PN_INLINE uint32_t mix_block(uint32_t hash, uint32_t low, uint32_t high) { /* 8 bytes of a word, zero padded */
    hash = rotate(hash ^ low * MIX_LOW, 15) * MIX_A;
    return rotate(hash ^ high * MIX_HIGH, 13) * MIX_B;
}

PN_INLINE uint32_t mix_end(uint32_t hash) {
    hash = (hash ^ hash >> 16) * MIX_A;
    hash = (hash ^ hash >> 13) * MIX_B;
    return hash ^ hash >> 16;
}

PN_INLINE uint32_t text_count(const struct text *t) { return BATCH > 1 ? t->count : 1; } /* within `emit` */

/* Hands the words over and keeps the last few: n-grams reach back. */
PN_INLINE void text_flush(struct text *t, text_emit emit) {
    emit(t);
    for (uint32_t i = 0; i < ORDERS - 1; i++) t->word[i] = t->word[text_count(t) + i];
    t->known = t->known + text_count(t) < ORDERS - 1 ? t->known + text_count(t) : ORDERS - 1;
    t->count = 0;
}

PN_INLINE void text_word(struct text *t, uint32_t word, uint32_t begin, uint32_t end, text_emit emit) {
    const uint32_t at = BATCH > 1 ? t->count : 0;
    t->word[ORDERS - 1 + at] = word;
    t->span[at][0] = begin, t->span[at][1] = end;
    if (BATCH == 1 || ++t->count == t->limit) text_flush(t, emit);
}

/* Raises grams (ORDERS - 1 + count,) from order k - 1 to order k; returns the first that ends in this batch and exists.
 * The n-gram of order k at word i is that of order k - 1 at word i - 1, times MIX_A, xor word i. */
PN_INLINE uint32_t text_grams(const struct text *t, uint32_t k, uint32_t *grams) {
    uint32_t first = ORDERS - 1 - t->known + (k - 1), end = ORDERS - 1 + text_count(t);
    if (k == 1) for (uint32_t i = first; i < end; i++) grams[i] = t->word[i];
    else for (uint32_t i = end; i-- > first;) grams[i] = (grams[i - 1] * MIX_A) ^ t->word[i];
    return first < ORDERS - 1 ? ORDERS - 1 : first;
}

static void word_push(struct text *t, uint32_t cp) {
    uint32_t n = 1, bytes = cp; /* UTF-8, first byte lowest */
    if (cp >= 0x10000) n = 4, bytes = 0x808080F0 | cp >> 18 | (cp >> 12 & 63) << 8 | (cp >> 6 & 63) << 16 | (cp & 63) << 24;
    else if (cp >= 0x800) n = 3, bytes = 0x8080E0 | cp >> 12 | (cp >> 6 & 63) << 8 | (cp & 63) << 16;
    else if (cp >= 0x80) n = 2, bytes = 0x80C0 | cp >> 6 | (cp & 63) << 8;
    t->block |= (uint64_t)bytes << 8 * t->fill;
    t->fill += n;
    if (t->fill >= 8) {
        t->hash = mix_block(t->hash, (uint32_t)t->block, (uint32_t)(t->block >> 32));
        t->fill -= 8;
        t->block = t->fill ? bytes >> 8 * (n - t->fill) : 0;
    }
    if (t->keep_chars && t->chars < CHARS) t->character[t->chars++] = cp;
}

static void word_flush_marks(struct text *t) {
    for (uint32_t i = 0; i < t->marks; i++) word_push(t, t->mark[i]);
    t->marks = 0;
}

static void word_base(struct text *t, uint32_t cp, uint32_t class) {
    if (!t->in_word) {
        t->hash = WORD_START;
        t->block = t->fill = t->marks = t->chars = t->run = 0;
        t->begin = t->position;
    }
    word_flush_marks(t);
    word_push(t, cp);
    t->in_word = class;
    t->end = t->next;
}

static void word_end(struct text *t) {
    if (!t->in_word) return;
    word_flush_marks(t);
    uint32_t hash = t->fill ? mix_block(t->hash, (uint32_t)t->block, (uint32_t)(t->block >> 32)) : t->hash;
    if (t->in_word == SINGLE || t->in_word == PUNCTUATION) t->chars = 0; /* only spelled words have character n-grams */
    t->in_word = 0;
    text_word(t, mix_end(hash), t->begin, t->end, EMIT(t));
    t->chars = 0;
}

/* The joiner did not join: the word before it ends, and it begins a run of punctuation. */
static void word_unjoin(struct text *t) {
    uint32_t joiner = t->joiner;
    if (!joiner) return;
    t->joiner = 0;
    word_end(t);
    word_base(t, joiner, PUNCTUATION);
    t->run = 1, t->begin = t->joiner_begin, t->end = t->joiner_end;
}

/* The smallest few marks of a base are kept, sorted and distinct: canonically equivalent texts give the same word. */
static void word_mark(struct text *t, uint32_t cp) {
    word_unjoin(t);
    if (!t->in_word || t->in_word == PUNCTUATION) return;
    t->end = t->next;
    for (uint32_t k = 0; k < t->marks; k++) if (t->mark[k] == cp) return;
    if (t->marks == MARKS) { /* full: the largest makes room */
        if (cp > t->mark[MARKS - 1]) return;
        t->marks--;
    }
    uint32_t i = t->marks++;
    for (; i > 0 && t->mark[i - 1] > cp; i--) t->mark[i] = t->mark[i - 1];
    t->mark[i] = cp;
}

static void word_punctuation(struct text *t, uint32_t cp) {
    word_unjoin(t);
    if (t->in_word == (cp == '\'' ? LETTER : cp == '.' || cp == ',' ? DIGIT : SEPARATOR) && t->in_word) {
        t->joiner = cp, t->joiner_begin = t->position, t->joiner_end = t->next;
        return;
    }
    if (t->in_word != PUNCTUATION) word_end(t);
    if (!t->in_word || t->run < RUN) word_base(t, cp, PUNCTUATION), t->run++;
    t->end = t->next;
}

/* One folded code point: the segmenter. */
static void text_feed(struct text *t, uint32_t cp, uint32_t class) {
    switch (class) {
    case IGNORED: return;
    case MARK: word_mark(t, cp); return;
    case PUNCTUATION: word_punctuation(t, cp); return;
    case LETTER: case DIGIT:
        if (t->joiner && class == (t->joiner == '\'' ? LETTER : DIGIT)) {
            word_flush_marks(t);
            word_push(t, t->joiner);
            t->joiner = 0;
        }
        word_unjoin(t);
        if (t->in_word == SINGLE || t->in_word == PUNCTUATION) word_end(t);
        word_base(t, cp, class);
        return;
    case TAIL: /* continues whatever word there is, else begins one */
        word_unjoin(t);
        if (t->in_word == PUNCTUATION) word_end(t);
        word_base(t, cp, t->in_word ? t->in_word : LETTER);
        return;
    default: /* SINGLE, SEPARATOR */
        word_unjoin(t);
        word_end(t);
        if (class == SINGLE) word_base(t, cp, SINGLE);
    }
}

/* A code point that folds: each half again, until nothing changes. Hangul syllables come apart by arithmetic. */
static void text_fold(struct text *t, uint32_t cp) {
    uint32_t stack[8], depth = 0;
    stack[depth++] = cp;
    while (depth) {
        cp = stack[--depth];
        uint32_t found = unicode_find(t->unicode, cp), hangul = cp - 0xAC00;
        if (hangul < 11172) {
            text_feed(t, 0x1100 + hangul / 588, LETTER);
            text_feed(t, 0x1161 + hangul % 588 / 28, LETTER);
            if (hangul % 28) text_feed(t, 0x11A7 + hangul % 28, LETTER);
        } else if (found < 8) text_feed(t, cp, found);
        else {
            const uint32_t *entry = &t->unicode->entries[(found - 8) * 2];
            if (entry[1]) stack[depth++] = entry[1];
            stack[depth++] = entry[0];
        }
    }
}

PN_BRIEF void text_take(struct text *t, uint32_t cp) {
    uint32_t found = unicode_find(t->unicode, cp);
    if (found < 8 && cp - 0xAC00 >= 11172) text_feed(t, cp, found);
    else text_fold(t, cp);
    t->position = t->next;
}

/* One byte of UTF-8. Ill-formed input becomes U+FFFD per maximal subpart (Unicode 15 §3.9, as browsers do). */
static void text_byte(struct text *t, uint32_t byte) {
    if (t->need) {
        if (byte >= t->lower && byte <= t->upper) {
            t->lower = 0x80, t->upper = 0xBF;
            t->cp = t->cp << 6 | (byte & 63);
            t->next++;
            if (--t->need == 0) text_take(t, t->cp);
            return;
        }
        t->need = 0, t->lower = 0x80, t->upper = 0xBF;
        text_take(t, 0xFFFD);
    }
    t->next++;
    if (byte < 0x80) text_take(t, byte);
    else if (byte >= 0xC2 && byte <= 0xDF) t->need = 1, t->cp = byte & 31;
    else if (byte >= 0xE0 && byte <= 0xEF) {
        if (byte == 0xE0) t->lower = 0xA0;
        if (byte == 0xED) t->upper = 0x9F;
        t->need = 2, t->cp = byte & 15;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        if (byte == 0xF0) t->lower = 0x90;
        if (byte == 0xF4) t->upper = 0x8F;
        t->need = 3, t->cp = byte & 7;
    } else text_take(t, 0xFFFD);
}

static void text_finish(struct text *t) {
    if (t->need) t->need = 0, text_take(t, 0xFFFD);
    word_unjoin(t);
    word_end(t);
    if (BATCH > 1 && t->count) text_flush(t, EMIT(t));
}

PN_INLINE uint64_t load64(const uint8_t *p) {
    uint64_t x;
    __builtin_memcpy(&x, p, 8); /* every target is little-endian */
    return x;
}

/* What 64 bytes are, one bit per byte. */
struct block {
    uint64_t word;        /* letters, digits, and the joiners between them */
    uint64_t punctuation;
    uint64_t high;        /* not ASCII */
};

PN_INLINE struct block block_of(const uint8_t *p) {
    struct block b;
    uint64_t letters = 0, digits = 0, graphic = 0, quotes = 0, points = 0, high = 0;
    for (uint32_t i = 0; i < 64; i += 16) {
        bytes16 x = simd_load(p + i);
        letters |= simd_mask(simd_in(simd_set_bits(x, 0x20), 'a', 26)) << i;
        digits |= simd_mask(simd_in(x, '0', 10)) << i;
        graphic |= simd_mask(simd_in(x, 0x21, 0x5E)) << i;
        quotes |= simd_mask(simd_in(x, '\'', 1)) << i;
        points |= simd_mask(simd_in(simd_set_bits(x, 2), '.', 1)) << i; /* '.' is ',' with that bit set */
        high |= simd_mask(simd_in(x, 0x80, 0x80)) << i;
    }
    b.word = letters | digits | (quotes & letters << 1 & letters >> 1) | (points & digits << 1 & digits >> 1);
    b.punctuation = graphic & ~b.word;
    b.high = high;
    return b;
}

/* Of a word of 1 <= n <= 16 bytes, 16 bytes readable; `lower` sets the bit that makes letters small. */
PN_INLINE uint32_t word_hash(const uint8_t *p, uint32_t n, uint64_t lower) {
    uint64_t low = load64(p) | lower, high;
    if (n <= 8) {
        low &= ~(uint64_t)0 >> (64 - 8 * n);
        return mix_end(mix_block(WORD_START, (uint32_t)low, (uint32_t)(low >> 32)));
    }
    high = (load64(p + 8) | lower) & ~(uint64_t)0 >> (128 - 8 * n);
    return mix_end(mix_block(mix_block(WORD_START, (uint32_t)low, (uint32_t)(low >> 32)), (uint32_t)high, (uint32_t)(high >> 32)));
}

#define READ 80u /* bytes that text_ascii may read from where it stands: a block and the last word in it */

/* Whole words and whole runs of punctuation in plain ASCII, from `p` on, no word being in progress. The borders of a
 * block's words come from bit masks, so that one word need not wait for the end of the one before.
 * Returns where it stopped: at something for the general path, or past `stop`, behind which READ bytes are not
 * readable. Never takes the last byte before `end`: what follows may join. */
PN_INLINE const uint8_t *text_ascii(struct text *t, const uint8_t *p, const uint8_t *stop_at, const uint8_t *end, text_emit emit) {
    const uintptr_t origin = (uintptr_t)p - t->next; /* where the stream began: seldom an address of this piece */
    while (p < stop_at && *p < 0x80) {
        uint32_t length = end - p < 64 ? (uint32_t)(end - p) : 64, limit, stop = 0;
        struct block b = block_of(p);
        limit = b.high ? (uint32_t)__builtin_ctzll(b.high) : 64;
        if (limit > length) limit = length;
        uint64_t starts = (b.word & ~(b.word << 1)) | (b.punctuation & ~(b.punctuation << 1));
        if (limit < 64) starts &= ((uint64_t)1 << limit) - 1;
        while (starts) {
            uint32_t s = (uint32_t)__builtin_ctzll(starts);
            uint64_t is_word = 0 - (b.word >> s & 1), rest = ~(((b.word & is_word) | (b.punctuation & ~is_word)) >> s);
            uint32_t n = rest ? (uint32_t)__builtin_ctzll(rest) : 64;
            stop = s;
            if (s + n + 1 >= limit || n > 16) break; /* may go on behind the block, or is long */
            uint32_t counted = n > RUN && !is_word ? RUN : n, begin = (uint32_t)((uintptr_t)p - origin) + s;
            text_word(t, word_hash(p + s, counted, is_word & 0x2020202020202020u), begin, begin + n, emit);
            starts &= starts - 1;
            stop = s + n;
        }
        if (!starts) stop = limit; /* nothing but space is left before it */
        p += stop;
        if (stop == 0) break;
    }
    t->position = t->next = (uint32_t)((uintptr_t)p - origin);
    return p;
}

PN_INLINE const uint8_t *text_run(struct text *t, const uint8_t *p, const uint8_t *stop_at, const uint8_t *end, text_emit emit) {
    while (p < stop_at) {
        if (!t->in_word && !t->need && !t->keep_chars) {
            p = text_ascii(t, p, stop_at, end, emit);
            if (p >= stop_at) break;
        }
        do text_byte(t, *p++);
        while (p < end && (t->in_word || t->need));
    }
    return p;
}

/* Bytes of text. `emit` is t->emit again, so that the compiler can put it in line. */
PN_INLINE void text_write(struct text *t, const uint8_t *bytes, size_t length, text_emit emit) {
    const uint8_t *end = bytes + length;
    uint8_t tail[2 * READ];
    if (BRIEF) {
        while (length--) text_byte(t, *bytes++);
        return;
    }
    if (length >= READ) bytes = text_run(t, bytes, end - READ + 1, end, emit);
    length = (size_t)(end - bytes);
    pn_zero(tail, sizeof tail);
    pn_copy(tail, bytes, length);
    text_run(t, tail, tail + length, tail + length, emit);
}
