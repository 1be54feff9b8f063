/* Pinnace core: reads a package and answers. Raw UTF-8 text in, exact integers out.
 *
 * No globals, no allocation, no floating point, no libc: the caller owns every byte of memory. A package is verified
 * completely before anything runs (spec/package.md), and afterwards no operator can leave its memory.
 * A model never changes once opened: share it between threads, give each thread its own session.
 *
 *     pn_need need;
 *     if ((error = pn_measure(bytes, size, &need))) return error;
 *     pn_open(bytes, size, malloc(need.model), need.model, &model);        // `bytes` stay valid while the model lives
 *     pn_begin(model, malloc(need.session), need.session, &session);
 *     pn_predict(session, text, length, scores, probabilities);
 */
#ifndef PINNACE_H
#define PINNACE_H
#include <stddef.h>
#include <stdint.h>

/* --- version: PN_ABI changes when this header does, PN_LEVEL when packages may need a newer core ----------------- */
#define PN_ABI 1
#ifdef PN_BOTH /* pictures and the linear rung of texts, as few bytes as it takes */
#define PN_PICTURES
#define PN_TEXT 1
#endif
#ifdef PN_LINEAR
#define PN_LEVEL 1 /* the linear core: without the operators of networks */
#else
#define PN_LEVEL 3
#define PN_NETWORKS
#ifdef PN_PICTURES /* reads pictures and nothing else */
#ifndef PN_TEXT
#define PN_TEXT 0
#endif
#else
#define PN_WORDS /* the operators of networks over the words of a text */
#endif
#endif
#ifndef PN_TEXT
#define PN_TEXT 1 /* does it read texts? */
#endif
#ifdef PN_PICTURES
#define PN_EXPLAIN 0 /* pictures have no words, and a page of both fetches a core that explains its texts when it is asked why */
#else
#define PN_EXPLAIN 1 /* does it have pn_explain? */
#endif
#define PN_FORMAT 1

/* --- errors: 0 is success; meanings and remedies in spec/errors.md ------------------------------------------------ */
enum pn_error {
    PN_OK = 0,
    PN_PACKAGE_MAGIC = 1,      /* these bytes are not a Pinnace package */
    PN_PACKAGE_VERSION = 2,    /* written in a newer format */
    PN_PACKAGE_CORE = 3,       /* needs a newer core */
    PN_PACKAGE_LENGTH = 4,     /* cut short, or not as long as it says */
    PN_PACKAGE_CHECKSUM = 5,   /* bytes changed since it was written */
    PN_PACKAGE_SECTION = 6,    /* sections missing, repeated, out of order or not filled exactly */
    PN_PACKAGE_NUMBER = 7,     /* a number is malformed or above its limit */
    PN_PACKAGE_LABEL = 8,      /* labels missing, repeated, too long or not UTF-8 */
    PN_PACKAGE_TENSOR = 9,     /* a tensor's description is wrong */
    PN_PACKAGE_DATA = 10,      /* a tensor's coded bytes are wrong */
    PN_PACKAGE_OP = 11,        /* an operator that this core does not know */
    PN_PACKAGE_ARGUMENT = 12,  /* an operator's argument is out of its range */
    PN_PACKAGE_VALUE = 13,     /* a value of the plan lies outside the arena or has the wrong shape */
    PN_PACKAGE_OVERFLOW = 14,  /* a score could leave 32 bits */
    PN_PACKAGE_LIMIT = 15,     /* larger than this core accepts */
    PN_MEMORY_SMALL = 32,      /* the caller's memory is too small or not aligned to 8 */
    PN_INPUT_LONG = 33,        /* one input above 2^32 - 1 bytes, or above 2^28 to explain */
    PN_INPUT_COLUMN = 34,      /* explain: no such score */
    PN_INPUT_PICTURE = 35      /* not a raw picture: size, orientation, then all its pixels and no more */
};

/* --- open a package ------------------------------------------------------------------------------------------------ */
typedef struct pn_model pn_model;
typedef struct pn_session pn_session;

typedef struct {
    uint64_t model, session, explain; /* bytes of memory, each aligned to 8 */
    uint32_t labels;                  /* probabilities per answer, C */
    uint32_t scores;                  /* scores per answer, D: 1 for two labels, else C */
} pn_need;

int32_t pn_measure(const uint8_t *package, size_t size, pn_need *need); /* verifies everything */
int32_t pn_open(const uint8_t *package, size_t size, void *memory, size_t memory_size, const pn_model **model);
const uint8_t *pn_label(const pn_model *model, uint32_t index, size_t *length); /* UTF-8, not terminated; NULL past the end */

/* --- predict: scores (D,) in 1/1024 nat, probabilities (C,) in 1/65536 that sum to 65536 ---------------------------- */
int32_t pn_begin(const pn_model *model, void *memory, size_t memory_size, pn_session **session);
int32_t pn_predict(pn_session *session, const uint8_t *text, size_t length, int32_t *scores, uint32_t *probabilities);
int32_t pn_predict_batch(pn_session *session, const uint8_t *texts, const uint64_t *offsets /* (n + 1,) */, size_t n,
                         int32_t *scores /* (n, D) */, uint32_t *probabilities /* (n, C) */);

/* the same, text arriving in pieces of any length: the pieces' borders never change the answer */
void pn_reset(pn_session *session);
int32_t pn_write(pn_session *session, const uint8_t *text, size_t length);
int32_t pn_finish(pn_session *session, int32_t *scores, uint32_t *probabilities);

/* --- pictures (PN_LEVEL 2): raw bytes are width, height, orientation 1 … 8 as 32-bit numbers, little-endian, then RGBA rows
 * (spec/image.md); pn_predict takes them whole, pn_write in pieces, so that a photo never has to be in memory */
typedef struct {
    uint32_t width, height; /* 1 … 512 */
    uint32_t fit;           /* 0 cover, 1 contain, 2 stretch */
    uint32_t background;    /* 0xRRGGBB: behind what is transparent, and around what does not fill the view */
} pn_view;

const pn_view *pn_sees(const pn_model *model); /* what a model of pictures sees of them; NULL: it reads texts */
int32_t pn_seen(const pn_session *session, uint8_t *rgb /* (height, width, 3) */, size_t size); /* and saw, at the last answer */

/* host library only: pictures as such a model would see them, to train it */
uint64_t pn_look_memory(const pn_view *view); /* bytes; 0: not a view */
int32_t pn_look(const pn_view *view, const uint8_t *picture, size_t length, void *memory, size_t memory_size, uint8_t *rgb);

/* --- why? the words of a text, in order, and what each adds to a score: bias + their sum = score -------------------- */
typedef struct {
    uint32_t begin, end;  /* bytes of the text */
    int32_t contribution; /* 1/1024 nat */
} pn_word;

int32_t pn_explain(pn_session *session, const uint8_t *text, size_t length, uint32_t column, void *scratch,
                   size_t scratch_size /* need.explain */, pn_word *words, size_t capacity, size_t *count, int32_t *bias);

/* --- training: the same tokenizer, as 32-bit n-gram identities, distinct within each text (host library only) ------- */
typedef struct {
    uint32_t words, chars_min, chars_max;
} pn_grams;

int32_t pn_ngrams(const pn_grams *options, const uint8_t *texts, const uint64_t *offsets, size_t n, uint64_t *table,
                  size_t table_size /* power of two */, uint32_t *out, size_t capacity, uint64_t *out_offsets,
                  size_t *done); /* stops early when `out` or `table` could overflow on the next text */

/* words of each text in order: a word's identity, then its character n-grams (`words` is 1), ending at ends[word]; the words
 * of text i end at text_ends[i]. Stops early like pn_ngrams. */
int32_t pn_sequences(const pn_grams *options, const uint8_t *texts, const uint64_t *offsets, size_t n, uint64_t *scratch,
                     size_t scratch_size, uint32_t *out, size_t capacity, uint64_t *ends, size_t ends_capacity,
                     uint64_t *text_ends, size_t *done);

/* --- tests: every way to multiply that was compiled in, by name ("scalar" is the first, NULL past the last) ----------- */
const char *pn_instructions(uint32_t index);
int32_t pn_open_with(uint32_t index, const uint8_t *package, size_t size, void *memory, size_t memory_size,
                     const pn_model **model); /* PN_PACKAGE_CORE when it cannot run here; pn_open takes the last that can */

uint32_t pn_version(void); /* PN_ABI << 16 | PN_LEVEL << 8 | PN_FORMAT */
#endif
