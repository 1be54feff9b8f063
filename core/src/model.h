/* A verified package in memory. Nothing here changes after pn_open. */
#ifndef PN_MODEL_H
#define PN_MODEL_H
#include "text.c"

/* Limits a package must keep, so that hostile numbers cannot ask for the world. */
#define LIMIT_LABELS 4096u
#define LIMIT_LABEL_BYTES (1u << 16) /* of all labels together, their length bytes included */
#define LIMIT_PARTS 64u /* of tensors, of values and of operators, each */
#ifdef PN_NETWORKS
#define LIMIT_TENSORS 256u /* and of packages of level 2 */
#define LIMIT_VALUES 128u
#define LIMIT_OPS 128u
#else
#define LIMIT_TENSORS LIMIT_PARTS
#define LIMIT_VALUES LIMIT_PARTS
#define LIMIT_OPS LIMIT_PARTS
#endif
#define LIMIT_STREAMS 4u /* operators that every word of a text goes through */
#define LIMIT_ROWS (1u << 20)
#define LIMIT_WEIGHTS (1u << 22) /* of all tensors together */
#define LIMIT_MODEL (1u << 26)   /* bytes of memory that the tensors of an opened package may ask for */
#define LIMIT_ARENA (1u << 24)
#define LIMIT_LEVELS 64u
#define LIMIT_DENSE_COLUMNS (1u << 16)
#define LIMIT_VALUE_ROWS 4096u
#define LIMIT_PIXELS (1u << 18) /* rows of a value, where they are pixels */
#define LIMIT_VALUE_COLUMNS (1u << 14)
#define LIMIT_WORK ((uint64_t)1 << 31)       /* multiplications of an answer */
#define LIMIT_EXPLAINING ((uint64_t)1 << 36) /* and of an explanation: an answer for each row of the longest embedding */

enum { TENSOR_RAW = 0, TENSOR_SPARSE_ROWS = 1, TENSOR_DENSE = 2 };
enum { TYPE_INT32 = 0, TYPE_UINT32 = 1, TYPE_INT8 = 2, TYPE_INT16 = 3 };
enum { TASK_TEXT = 1, TASK_IMAGE = 2, TEXT_VERSION = 1, IMAGE_VERSION = 1 };
enum {
    OP_GRAM_SUM = 1, OP_EMBED, OP_CONV, OP_DEPTHWISE, OP_POOL, OP_ATTEND, OP_GATE, OP_ADD, OP_GRU,
    OP_PICTURE, OP_CONV2D, OP_DEPTHWISE2D, OP_CONV2D_2, OP_DEPTHWISE2D_2, OP_POOL2D,
    OP_LOGISTIC = 16, OP_SOFTMAX = 17, OP_SCALE = 18, OP_MIRROR = 19
};

#if defined(PN_NETWORKS) && !defined(__wasm__)
#define ASKS_KERNELS /* which instructions this processor has; WebAssembly is compiled for one set */
#endif

struct tensor {
    uint32_t id, coding, rows, columns; /* raw: (rows, columns) int32 */
    uint32_t bits;                      /* sparse rows: keys below 2^bits */
    int64_t largest;                    /* most that the rows of one column can add up to, absolute */
    uint64_t *present;                  /* (2^bits / 64,) is this key kept? */
    uint32_t *rank;                     /* (2^bits / 64,) kept keys before these 64 */
    int16_t *weight;                    /* (rows, columns) in 1/1024 nat, rows in order of their keys */
    int32_t *raw;                       /* (rows, columns) */
#ifdef PN_NETWORKS
    int32_t least, most;                /* sparse rows: a number of a row */
    uint32_t negative;                  /* raw: is any number below zero? */
    int64_t largest_row;                /* dense: most that the weights of one row can add up to, absolute */
    int8_t *dense;                      /* (rows, columns) */
#endif
};

struct value {
    uint32_t type, columns, offset; /* so many numbers a row at `offset` bytes of the arena */
#ifdef PN_NETWORKS
    uint32_t rows;         /* at most */
    uint32_t window, step; /* as many rows as a text has words, up to `window`, every `step`-th; window 0: one row */
    int64_t largest;       /* most that a number can be, absolute */
    int32_t least, most;   /* what it can be, if more is known than that: only speed depends on it */
#endif
};

struct op {
    uint32_t code;
    uint32_t words, chars_min, chars_max, multiplier; /* gram_sum */
    uint32_t features, bias;                          /* gram_sum: tensors by position */
    uint32_t seen;                                    /* gram_sum: where its bitmap lies in the session, in 8 bytes */
    uint32_t in, out;                                 /* values by position */
#ifdef PN_NETWORKS
    uint32_t other;                                   /* attend: its scores; add: its second value; scale: its gates */
    uint32_t head, tail;                              /* embed (its table is `features`) */
    uint32_t width, stride, dilation, relu, shift;    /* conv, depthwise, gru */
    uint32_t weights, scale;                          /* the same: tensors by position; and `bias` */
    uint32_t across, size;                            /* conv2d, depthwise2d, pool2d, mirror: pixels in a row of `in`; side of the window */
    uint32_t kind;                                    /* pool, pool2d: 1 max, 2 mean, 3 both */
    uint32_t remembered;                              /* conv: rows whose products a session keeps, or 0 */
    uint64_t memory;                                  /* and where in the session's memory */
    uint32_t pooled;                                  /* conv: 1 + the value that only its maxima go to; pool: done already */
    uint8_t *packed;                                  /* conv, gru: weights as the dot product wants them (kernels.h) */
    uint32_t bytes, offset, halves;                   /* and its rows: as bytes, so much larger, in so many halves? */
    int32_t *start, *begins;                          /* what the products of each tap begin with; all of a result's, and its bias */
    int32_t *biases, *scales;                         /* per output, filled up to whole blocks */
    uint32_t given;                                   /* the shift as the plan has it */
#endif
};

struct pn_model {
    struct unicode unicode;
    const uint8_t *package;
    uint32_t label_count, *label_at; /* (C + 1,) offsets into the package of each label's length byte */
    uint32_t tensor_count, value_count, op_count, arena, text_version;
    uint32_t scores, probabilities;  /* values by position */
    uint32_t seen_words;             /* 8-byte words of all bitmaps */
    uint32_t most_rows;              /* of the widest gram_sum, for explain */
    uint64_t weights;                /* numbers in all tensors */
    uint64_t before;                 /* bytes laid out before the tensors: pointers are not the same size everywhere */
#ifdef PN_NETWORKS
    uint32_t task;                   /* TASK_TEXT or TASK_IMAGE */
    pn_view view;                    /* image: what is seen of a picture */
    uint32_t level;                  /* that the package asks for */
    struct carver *carver;           /* while the package is read: memory for what operators prepare */
    uint32_t window;                 /* rows of the longest embedding */
    uint32_t most_row;               /* bytes of the longest row of an embedding, for explain */
    uint64_t work, packed, scratch;  /* multiplications of an answer; bytes of packed weights; bytes of working memory */
    uint64_t remembered;             /* bytes of memory that sessions keep */
    uint16_t *sigmoid;               /* (SIGMOID,) in 2^-15 */
    uint32_t curved;                 /* operators that need it; without any it is not there */
#ifdef ASKS_KERNELS
    const struct kernels *kernels;   /* the instructions in use */
#endif
#endif
    struct tensor tensors[LIMIT_TENSORS];
    struct value values[LIMIT_VALUES];
    struct op ops[LIMIT_OPS];
};

/* Does it read pictures? Where that is known when the core is compiled, what reads the other input is not there. */
PN_INLINE int reads_pictures(const struct pn_model *m) {
#ifdef PN_NETWORKS
    return !PN_TEXT || m->task == TASK_IMAGE;
#else
    (void)m;
    return 0;
#endif
}

/* How many of a kind a package may have: `more` from level 2 on. */
PN_INLINE uint32_t most_parts(const struct pn_model *m, uint32_t more) {
#ifdef PN_NETWORKS
    if (m->level > 1) return more;
#endif
    (void)m, (void)more;
    return LIMIT_PARTS;
}
#endif
