/* What changes while a text is read. One session per thread. */
#ifndef PN_SESSION_H
#define PN_SESSION_H
#include "model.h"
#ifdef PN_NETWORKS
#include "image.c"
#endif

struct explanation; /* explain.c */

struct pn_session {
    struct text text; /* first: the tokenizer hands itself back, and this finds the session */
    const struct pn_model *model;
    struct explanation *explanation; /* NULL but within pn_explain */
    uint64_t *seen;                  /* bitmaps of the gram_sum operators */
    uint8_t *arena;
#ifdef PN_NETWORKS
    uint32_t rows[LIMIT_VALUES];      /* that each value has now */
    uint8_t *scratch;                 /* working memory of one operator at a time */
    struct image image;               /* of a picture's pixels, as they come */
#endif
#ifdef PN_WORDS
    uint64_t embedded[LIMIT_STREAMS]; /* words that each embedding has met */
    uint8_t *memory;                  /* rows that convolutions have met in this text and the ones before (ops/conv.c) */
#endif
};

PN_INLINE void *session_value(struct pn_session *s, uint32_t value) { return s->arena + s->model->values[value].offset; }
#endif
