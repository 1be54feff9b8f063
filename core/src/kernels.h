/* The multiplications of networks: what each instruction set brings (kernels.c), behind one table of functions.
 *
 * Rows of numbers are multiplied with packed weights: outputs lie in blocks of BLOCK, inputs in groups of 4 bytes, two
 * int16 or four int8, and a block's weights for one group are 128 bytes that vectors of any width walk through in order:
 *
 *     packed[block][tap][group][output of the block][input of the group]
 */
#ifndef PN_KERNELS_H
#define PN_KERNELS_H
#include "model.h"

#define BLOCK 32u      /* outputs */
#define GROUP 4u       /* bytes of a row */
#define CHUNK 1024u    /* rows that a convolution works on at a time, if it can */
#define UNIT 16u       /* columns that a depthwise convolution works on at a time */
#define REMEMBERED (1u << 20) /* bytes of products that a convolution keeps, */
#define LIMIT_REMEMBERED (1u << 22) /* and that all of them do, with what belongs to them */
#define SIGMOID 2048u
#define NONE 0xFFFFFFFFu
#define FAST 33u       /* a shift from which on the lower half of a product makes no difference */
#define PAST 64u        /* bytes that vectors may read past a value: scratch lies behind the arena */

/* A page waits for these bytes: what is not hot is there once, single rows go through the tile of many (which computes them
 * several times over, to the same place), and only the usual depthwise convolution is made fast. */
#ifdef __wasm__
#define SMALL 1
#define PN_SHARED static __attribute__((noinline))
#else
#define SMALL 0
#define PN_SHARED PN_INLINE
#endif

/* Few outputs have a tile of their own, half as wide? */
#if defined(__wasm__) || defined(PN_SMALL)
#define NARROW 0
#else
#define NARROW 1
#endif

/* 3 x 3 to int8: is it what nearly all of them are? */
PN_INLINE int depthwise_usual(uint32_t height, uint32_t width, uint32_t dilation, uint32_t shift, uint32_t type) {
    return height == 3 && width == 3 && dilation == 1 && shift >= FAST && type == TYPE_INT8;
}

/* What becomes of a block's sums, biases included. */
struct results {
    const int32_t *scale;    /* (BLOCK,) */
    uint32_t shift;
    int32_t low, high;
    uint32_t used;           /* outputs of the block that exist */
    uint32_t type, columns;  /* of the result */
    void *out;               /* the block's first number of result 0 */
    int32_t *most;           /* (BLOCK,) the largest sum so far, when only that is wanted; else NULL */
};

/* Rows times one block's weights: (rows, BLOCK) sums = start + x times w. A row is `parts` stretches of groups, so many
 * bytes apart. Where numbers are halved (layout.c), as many stretches of their second halves follow, for the same weights. */
struct product {
    const uint8_t *x, *w;
    size_t step, apart;      /* bytes from a row to the next, from a stretch to the next */
    uint32_t rows, parts, groups, halves;
    const int32_t *start;    /* (BLOCK,) */
    int32_t *sums;           /* where they go as they are, each row `columns` behind the one before; or NULL: */
    uint32_t columns;
    struct results to;       /* what becomes of them: result 0 is row 0 (`used` counts for sums, too) */
};

/* Sums as they are, and maxima alone, are for what reads the words of a text: elsewhere the compiler knows that nobody asks. */
#ifdef PN_WORDS
PN_INLINE int32_t *sums_of(const struct product *p) { return p->sums; }
PN_INLINE int32_t *most_of(const struct results *to) { return to->most; }
#else
PN_INLINE int32_t *sums_of(const struct product *p) { return (void)p, (int32_t *)0; }
PN_INLINE int32_t *most_of(const struct results *to) { return (void)to, (int32_t *)0; }
#endif

/* One block of a convolution after its products are known: which of them make a result. */
struct gather {
    const int32_t *products; /* (rows, width, BLOCK) */
    const uint32_t *slot;    /* (rows from `first` on,) which products belong to a row */
    uint32_t first, rows;    /* rows of the input: the first of the chunk, and how many there are at all */
    uint32_t width, stride, dilation;
    const int32_t *bias;     /* (BLOCK,) */
    uint32_t begin, end;     /* results */
    struct results to;
};

/* Windows over each column by itself. */
struct depthwise {
    const void *in;      /* (down * across, columns) int8 or int16: the rows of a text are a picture one pixel high */
    uint32_t in_type, down, across, columns;
    const int8_t *weights; /* (height * width, columns) */
    uint32_t height, width, stride, dilation;
    const int32_t *bias, *scale; /* (columns, filled up,) */
    uint32_t shift;
    int32_t low, high;
    uint32_t results_down, results_across, type;
    void *out;
    const uint8_t *packed; /* or NULL; the weights once more, as products want them (layout.c), and what is needed besides: */
    uint32_t bytes, offset;
    const int32_t *begins; /* (columns, filled up,) */
    uint8_t *zipped;       /* working memory */
    uint32_t kind;         /* no weights, but pool.v1 of what is under the window: 1 max, 2 mean, 3 both; 0: weights */
};

struct kernels {
    const char *name;
    uint32_t plain;        /* are there no vectors? */
    uint32_t bytes;        /* are int8 rows multiplied four at a time, as bytes? Else two at a time, as int16 */
    int32_t least, most;   /* what such a byte of a row may be */
    uint32_t recall;       /* is it faster to look up what a row came to than to multiply it again? */
    void (*pairs)(const struct product *p);
    void (*quads)(const struct product *p); /* NULL unless `bytes` */
    void (*depthwise)(const struct depthwise *d);
    /* numbers (n,) as the products read them; second: where their second halves go, or NULL */
    void (*prepare)(const void *from, uint32_t type, uint32_t n, uint32_t bytes, uint32_t offset, uint8_t *to, uint8_t *second);
#ifdef PN_WORDS
    void (*gather)(const struct gather *g);
    void (*narrow)(const void *from, uint32_t type, uint32_t n, void *to, uint32_t to_type); /* clamped */
#endif
};

/* Those of a model. WebAssembly has one set of instructions: then the compiler sees which functions are meant. */
#if !defined(__wasm__)
#define KERNELS_OF(m) ((m)->kernels)
#else
#if defined(PN_SCALAR)
#define ONLY_KERNELS scalar_kernels
#elif defined(__wasm_relaxed_simd__)
#define ONLY_KERNELS relaxed_kernels
#else
#define ONLY_KERNELS simd128_kernels
#endif
static const struct kernels ONLY_KERNELS;
#define KERNELS_OF(m) ((void)(m), &ONLY_KERNELS)
#endif

/* How an operator's rows are multiplied. Where products are of int16 only, that is known when the core is compiled. */
#if defined(__wasm__) && !defined(__wasm_relaxed_simd__)
#define HAS_QUADS 0
#else
#define HAS_QUADS 1
#endif
PN_INLINE uint32_t as_bytes(const struct op *op) { return HAS_QUADS ? op->bytes : 0; }
PN_INLINE uint32_t offset_of(const struct op *op) { return HAS_QUADS ? op->offset : 0; }
PN_INLINE uint32_t halves_of(const struct op *op) { return HAS_QUADS ? op->halves : 1; }
#endif
