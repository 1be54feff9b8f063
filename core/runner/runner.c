/* The core as a program for Linux on arm64, without a libc: answers a request of src/pinnace/checking/protocol.py from
 * standard input on standard output. `pinnace check` runs it under qemu, so that the NEON paths are executed. */
#include "../pinnace.c"

enum { SYS_READ = 63, SYS_WRITE = 64, SYS_EXIT = 93, SYS_MMAP = 222, SYS_MUNMAP = 215 };

static long syscall6(long number, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = number, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d, x4 __asm__("x4") = e, x5 __asm__("x5") = f;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
    return x0;
}

static _Noreturn void stop(int status) {
    for (;;) syscall6(SYS_EXIT, status, 0, 0, 0, 0, 0);
}

/* Fresh zeroed memory, aligned to a page. */
static void *memory(size_t size) {
    long at = syscall6(SYS_MMAP, 0, (long)(size + 1), 3 /* read, write */, 0x22 /* private, anonymous */, -1, 0);
    if (at < 0 && at > -4096) stop(3);
    return (void *)at;
}

/* A buffer that grows and is used again. */
struct buffer {
    uint8_t *bytes;
    size_t size;
};

static void *grown(struct buffer *b, size_t size) {
    if (size > b->size) {
        if (b->size) syscall6(SYS_MUNMAP, (long)b->bytes, (long)(b->size + 1), 0, 0, 0, 0);
        b->size = size * 2;
        b->bytes = memory(b->size);
    }
    return b->bytes;
}

static void get(void *to, size_t size) {
    for (uint8_t *at = to; size;) {
        long n = syscall6(SYS_READ, 0, (long)at, (long)size, 0, 0, 0);
        if (n <= 0) stop(2);
        at += n, size -= (size_t)n;
    }
}

static void put(const void *from, size_t size) {
    for (const uint8_t *at = from; size;) {
        long n = syscall6(SYS_WRITE, 1, (long)at, (long)size, 0, 0, 0);
        if (n <= 0) stop(2);
        at += n, size -= (size_t)n;
    }
}

static uint32_t get32(void) {
    uint32_t value;
    get(&value, 4);
    return value;
}

static void explain_one(pn_session *session, const uint8_t *text, uint32_t length, uint32_t column, pn_need need, void *scratch) {
    static struct buffer words;
    size_t count;
    int32_t bias, head[2];
    grown(&words, ((size_t)length + 1) * sizeof(pn_word));
    if (pn_explain(session, text, length, column, scratch, need.explain, (pn_word *)(void *)words.bytes, (size_t)length + 1, &count, &bias)) stop(4);
    head[0] = bias, head[1] = (int32_t)count;
    put(head, sizeof head);
    put(words.bytes, count * sizeof(pn_word));
}

static void run(void) {
    static struct buffer text;
    uint32_t size = get32();
    uint8_t *package = memory(size);
    get(package, size);
    pn_need need;
    const pn_model *model;
    pn_session *session;
    int32_t error = pn_measure(package, size, &need);
    if (!error) error = pn_open(package, size, memory(need.model), need.model, &model);
    if (!error) error = pn_begin(model, memory(need.session), need.session, &session);
    put(&error, 4);
    if (error) return;
    uint32_t shape[2] = {need.scores, need.labels}, explained = get32(), n = get32();
    put(shape, sizeof shape);
    uint32_t *answer = memory(((size_t)need.scores + need.labels) * 4);
    void *scratch = memory(need.explain);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t length = get32();
        get(grown(&text, length), length);
        if (pn_predict(session, text.bytes, length, (int32_t *)answer, answer + need.scores)) stop(4);
        put(answer, ((size_t)need.scores + need.labels) * 4);
        if (i < explained) explain_one(session, text.bytes, length, i % need.scores, need, scratch);
    }
}

__attribute__((used)) _Noreturn void _start(void) {
    run();
    stop(0);
}
