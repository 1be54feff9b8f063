/* A verified package in memory. Nothing here changes after pn_open. */
#ifndef PN_MODEL_H
#define PN_MODEL_H
#include "text.c"

/* Limits a package must keep, so that hostile numbers cannot ask for the world. */
#define LIMIT_LABELS 4096u
#define LIMIT_LABEL_BYTES (1u << 16) /* of all labels together, their length bytes included */
#define LIMIT_TENSORS 64u
#define LIMIT_VALUES 64u
#define LIMIT_OPS 64u
#define LIMIT_STREAMS 4u /* operators that every word of a text goes through */
#define LIMIT_ROWS (1u << 20)
#define LIMIT_WEIGHTS (1u << 22) /* of all tensors together */
#define LIMIT_MODEL (1u << 26)   /* bytes of memory that the tensors of an opened package may ask for */
#define LIMIT_ARENA (1u << 24)
#define LIMIT_LEVELS 64u

enum { TENSOR_RAW = 0, TENSOR_SPARSE_ROWS = 1 };
enum { TYPE_INT32 = 0, TYPE_UINT32 = 1 };
enum { TASK_TEXT = 1, TEXT_VERSION = 1 };
enum { OP_GRAM_SUM = 1, OP_LOGISTIC = 16, OP_SOFTMAX = 17 };

struct tensor {
    uint32_t id, coding, rows, columns; /* raw: (rows, columns) int32 */
    uint32_t bits;                      /* sparse rows: keys below 2^bits */
    int64_t largest;                    /* most that the rows of one column can add up to, absolute */
    uint64_t *present;                  /* (2^bits / 64,) is this key kept? */
    uint32_t *rank;                     /* (2^bits / 64,) kept keys before these 64 */
    int16_t *weight;                    /* (rows, columns) in 1/1024 nat, rows in order of their keys */
    int32_t *raw;                       /* (rows, columns) */
};

struct value {
    uint32_t type, n, offset; /* n 4-byte numbers at `offset` bytes of the arena */
};

struct op {
    uint32_t code;
    uint32_t words, chars_min, chars_max, multiplier; /* gram_sum */
    uint32_t features, bias;                          /* gram_sum: tensors by position */
    uint32_t seen;                                    /* gram_sum: where its bitmap lies in the session, in 8 bytes */
    uint32_t in, out;                                 /* values by position */
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
    struct tensor tensors[LIMIT_TENSORS];
    struct value values[LIMIT_VALUES];
    struct op ops[LIMIT_OPS];
};
#endif
