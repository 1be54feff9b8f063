/* A picture to what a network sees (spec/image.md): bytes arrive in pieces, pixels leave turned, resized and centred.
 * Memory is a few rows of results, whatever the picture's size. */
#ifndef PN_IMAGE
#define PN_IMAGE
#include "base.h"

#define IMAGE_HEADER 12u /* width, height, orientation */
#define LIMIT_SIDE 65535u
#define LIMIT_VIEW 512u
#define LEVELS 255u /* of a colour; sums count in 1/255 of a level, so that alpha needs no rounding */
#define COLOURS 3u
enum { FIT_COVER = 0, FIT_CONTAIN = 1, FIT_STRETCH = 2 };

/* One direction of the resize: n numbers become `results`. Weights are tents over them, exact integers. */
struct axis {
    uint32_t from, n, results; /* from: the first number that counts */
    int64_t reach;             /* 2 · max(n, results): half a tent's width, and its height */
};

/* Where result i's tent stands over number j, in 1/(2 · results) of a number; its weight is what is left of its reach. */
PN_INLINE int64_t axis_weight(const struct axis *a, uint32_t i, uint32_t j) {
    int64_t distance = (2 * (int64_t)j + 1) * a->results - (2 * (int64_t)i + 1) * a->n;
    return a->reach - (distance < 0 ? -distance : distance);
}

/* The last number that result i takes from; weights are positive from somewhere before it up to here. */
PN_INLINE uint32_t axis_last(const struct axis *a, uint32_t i) {
    int64_t j = ((2 * (int64_t)i + 1) * a->n + a->reach - 1 - a->results) / (2 * (int64_t)a->results);
    return j < a->n ? (uint32_t)j : a->n - 1;
}

struct image {
    pn_view view;
    uint8_t *seen;                     /* (height, width, 3): the result */
    uint64_t *across, *total;          /* (side, 3) sums along a row; (side,) their weights */
    uint64_t *down;                    /* (2, side, 3) sums over rows, of the two results that a row may belong to */
    uint16_t *line, *before;           /* (side, 3) this row and the one before, as wide as the result */
    uint64_t weights[2];               /* of `down` */
    uint32_t width, height;            /* as stored, before turning */
    uint32_t mirrored, flipped, swapped;
    uint32_t left, top;                /* of the result: where the picture begins, without its border */
    struct axis x, y;                  /* in stored directions */
    uint32_t column, row, next;        /* the pixel to come; the first result row to come */
    uint32_t first;                    /* result column that the pixel to come may begin with */
    uint32_t held;                     /* bytes in `cut` */
    uint8_t cut[IMAGE_HEADER];         /* a header or pixel that a piece's border cuts */
    uint32_t begun;
};

static uint32_t view_side(const pn_view *v) { return v->width > v->height ? v->width : v->height; }

static int view_valid(const pn_view *v) {
    return v->width && v->height && v->width <= LIMIT_VIEW && v->height <= LIMIT_VIEW && v->fit <= FIT_STRETCH && v->background < 1u << 24;
}

/* seen: (height, width, 3) bytes, the caller's. */
PN_SELDOM static void image_layout(struct image *m, const pn_view *view, uint8_t *seen, struct carver *c) {
    uint64_t side = view_side(view);
    m->view = *view;
    m->seen = seen;
    m->across = carve(c, side * COLOURS * 8);
    m->total = carve(c, side * 8);
    m->down = carve(c, 2 * side * COLOURS * 8);
    m->line = carve(c, side * COLOURS * 2);
    m->before = carve(c, side * COLOURS * 2);
}

static void image_reset(struct image *m) { m->held = m->begun = 0; }

/* The part of the upright picture that is looked at, and the part of the result that it fills; then both as stored. */
PN_SELDOM static void image_fit(struct image *m) {
    uint64_t w = m->swapped ? m->height : m->width, h = m->swapped ? m->width : m->height;
    uint64_t to_w = m->view.width, to_h = m->view.height, box_w = w, box_h = h, fill_w = to_w, fill_h = to_h;
    int wide = w * to_h > h * to_w;
    if (m->view.fit == FIT_COVER) {
        if (wide) box_w = h * to_w / to_h;
        else box_h = w * to_h / to_w;
    } else if (m->view.fit == FIT_CONTAIN) {
        if (wide) fill_h = (2 * h * to_w + w) / (2 * w);
        else fill_w = (2 * w * to_h + h) / (2 * h);
    }
    if (!box_w) box_w = 1;
    if (!box_h) box_h = 1;
    if (!fill_w) fill_w = 1;
    if (!fill_h) fill_h = 1;
    m->left = (uint32_t)(to_w - fill_w) / 2, m->top = (uint32_t)(to_h - fill_h) / 2;
    struct axis right = {(uint32_t)(w - box_w) / 2, (uint32_t)box_w, (uint32_t)fill_w, 0};
    struct axis down = {(uint32_t)(h - box_h) / 2, (uint32_t)box_h, (uint32_t)fill_h, 0};
    m->x = m->swapped ? down : right, m->y = m->swapped ? right : down;
    if (m->mirrored) m->x.from = m->width - m->x.from - m->x.n;
    if (m->flipped) m->y.from = m->height - m->y.from - m->y.n;
    m->x.reach = 2 * (int64_t)(m->x.n > m->x.results ? m->x.n : m->x.results);
    m->y.reach = 2 * (int64_t)(m->y.n > m->y.results ? m->y.n : m->y.results);
}

/* Does the picture fill the result? */
static int image_covers(const struct image *m) {
    return m->x.results * m->y.results == m->view.width * m->view.height;
}

PN_SELDOM static int32_t image_begin(struct image *m) {
    uint32_t turn = load32(m->cut + 8);
    m->width = load32(m->cut), m->height = load32(m->cut + 4);
    if (!m->width || !m->height || m->width > LIMIT_SIDE || m->height > LIMIT_SIDE || turn < 1 || turn > 8) return PN_INPUT_PICTURE;
    m->mirrored = turn == 2 || turn == 3 || turn == 7 || turn == 8; /* EXIF: what upright asks for, as stored */
    m->flipped = turn == 3 || turn == 4 || turn == 6 || turn == 7;
    m->swapped = turn >= 5;
    image_fit(m);
    for (uint32_t i = 0; i < m->x.results; i++) {
        m->total[i] = 0;
        for (uint32_t j = axis_last(&m->x, i) + 1; j-- > 0;) {
            int64_t weight = axis_weight(&m->x, i, j);
            if (weight <= 0) break;
            m->total[i] += (uint64_t)weight;
        }
    }
    for (uint32_t i = 0; !image_covers(m) && i < m->view.width * m->view.height * COLOURS; i++) /* the border */
        m->seen[i] = (uint8_t)(m->view.background >> (16 - 8 * (i % COLOURS)));
    uint64_t side = view_side(&m->view);
    pn_zero(m->across, side * COLOURS * 8);
    pn_zero(m->down, 2 * side * COLOURS * 8);
    m->weights[0] = m->weights[1] = 0;
    m->column = m->row = m->next = m->first = m->held = 0;
    m->begun = 1;
    return PN_OK;
}

/* Result row i, column c as stored, upright. */
static uint8_t *image_at(const struct image *m, uint32_t i, uint32_t c) {
    if (m->mirrored) c = m->x.results - 1 - c;
    if (m->flipped) i = m->y.results - 1 - i;
    uint32_t x = m->left + (m->swapped ? i : c), y = m->top + (m->swapped ? c : i);
    return m->seen + (y * m->view.width + x) * COLOURS;
}

/* A row of the picture is complete: it joins the rows of results whose tents reach it. */
static void image_row(struct image *m) {
    const struct axis *y = &m->y;
    uint32_t j = m->row - y->from, columns = m->x.results;
    uint16_t *line = m->line;
    for (uint32_t c = 0; c < columns; c++)
        for (uint32_t k = 0; k < COLOURS; k++) {
            uint64_t *sum = &m->across[c * COLOURS + k];
            line[c * COLOURS + k] = (uint16_t)((2 * *sum + m->total[c]) / (2 * m->total[c]));
            *sum = 0;
        }
    int shrinks = y->n >= y->results; /* else a result lies between two rows, and there may be many of them */
    for (uint32_t i = m->next; i < y->results; i++) {
        int64_t weight = axis_weight(y, i, j);
        if (weight <= 0) break;
        uint32_t last = axis_last(y, i);
        uint64_t now = (uint64_t)weight, old = 0, *sum = m->down + (i & 1) * view_side(&m->view) * COLOURS;
        if (shrinks) {
            for (uint32_t c = 0; c < columns * COLOURS; c++) sum[c] += now * line[c];
            m->weights[i & 1] += now;
        }
        if (j < last) continue;
        if (!shrinks && j) old = axis_weight(y, i, j - 1) > 0 ? (uint64_t)axis_weight(y, i, j - 1) : 0;
        uint64_t total = LEVELS * (shrinks ? m->weights[i & 1] : now + old);
        for (uint32_t c = 0; c < columns; c++) {
            uint8_t *to = image_at(m, i, c);
            for (uint32_t k = 0; k < COLOURS; k++) {
                uint32_t at = c * COLOURS + k;
                uint64_t all = shrinks ? sum[at] : now * line[at] + old * m->before[at];
                to[k] = (uint8_t)((2 * all + total) / (2 * total));
                if (shrinks) sum[at] = 0;
            }
        }
        m->weights[i & 1] = 0;
        m->next = i + 1;
    }
    m->line = m->before, m->before = line;
}

/* A picture as large as its result is not resized: every tent stands over one pixel, n pixels of this row. */
static void image_copy(struct image *m, const uint8_t *rgba, uint32_t n) {
    const uint32_t row = m->row - m->y.from, results = m->x.results;
    const uint8_t *first = image_at(m, row, 0);
    const ptrdiff_t step = results > 1 ? image_at(m, row, 1) - first : 0;
    for (uint32_t p = 0; p < n; p++, rgba += 4) {
        const uint32_t c = m->column + p - m->x.from, alpha = rgba[3];
        if (c >= results) continue;
        uint8_t *to = (uint8_t *)first + (ptrdiff_t)c * step;
        for (uint32_t k = 0; k < COLOURS; k++) {
            const uint32_t behind = m->view.background >> (16 - 8 * k) & 255, colour = rgba[k] * alpha + behind * (LEVELS - alpha);
            to[k] = alpha == LEVELS ? rgba[k] : (uint8_t)((2 * colour + LEVELS) / (2 * LEVELS));
        }
    }
}

/* n pixels of one row, from m->column on. */
static void image_pixels(struct image *m, const uint8_t *rgba, uint32_t n) {
    const struct axis *x = &m->x;
    const int counts = m->row >= m->y.from && m->row - m->y.from < m->y.n, same = !BRIEF && x->n == x->results && m->y.n == m->y.results;
    if (counts && same) image_copy(m, rgba, n);
    else if (counts) {
        uint32_t background[COLOURS];
        for (uint32_t k = 0; k < COLOURS; k++) background[k] = m->view.background >> (16 - 8 * k) & 255;
        for (uint32_t p = 0; p < n; p++, rgba += 4) {
            uint32_t j = m->column + p - x->from, alpha = rgba[3];
            if (m->column + p < x->from || j >= x->n) continue;
            uint32_t colour[COLOURS];
            for (uint32_t k = 0; k < COLOURS; k++) colour[k] = rgba[k] * alpha + background[k] * (LEVELS - alpha);
            for (uint32_t i = m->first; i < x->results; i++) {
                int64_t weight = axis_weight(x, i, j);
                if (weight <= 0) {
                    if (axis_last(x, i) >= j) break; /* begins later, and so do all that follow */
                    m->first = i + 1;                /* over */
                    continue;
                }
                for (uint32_t k = 0; k < COLOURS; k++) m->across[i * COLOURS + k] += (uint64_t)weight * colour[k];
            }
        }
    }
    m->column += n;
    if (m->column < m->width) return;
    if (counts && !same) image_row(m);
    m->column = m->first = 0;
    m->row++;
}

/* Bytes until `cut` holds `size` of them; are they there now? */
static int image_hold(struct image *m, uint32_t size, const uint8_t **bytes, size_t *length) {
    while (m->held < size && *length) m->cut[m->held++] = *(*bytes)++, --*length;
    return m->held == size;
}

static int32_t image_write(struct image *m, const uint8_t *bytes, size_t length) {
    if (!m->begun) {
        if (!image_hold(m, IMAGE_HEADER, &bytes, &length)) return PN_OK;
        PN_TRY(image_begin(m));
    }
    while (length) {
        if (m->row == m->height) return PN_INPUT_PICTURE; /* more than its size says */
        if (m->held || length < 4) {
            if (image_hold(m, 4, &bytes, &length)) m->held = 0, image_pixels(m, m->cut, 1);
            continue;
        }
        uint32_t n = m->width - m->column;
        if (length / 4 < n) n = (uint32_t)(length / 4);
        image_pixels(m, bytes, n);
        bytes += (size_t)n * 4, length -= (size_t)n * 4;
    }
    return PN_OK;
}

/* Is the picture complete? */
static int32_t image_finish(const struct image *m) { return m->begun && m->row == m->height ? PN_OK : PN_INPUT_PICTURE; }
#endif
