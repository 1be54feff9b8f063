/* libpinnace.so as Android loads it, asked as `pinnace check` asks: a program that plays the virtual machine's part.
 * Under qemu it runs the arm64 library; its arrays and buffers are bounds-checked, as a virtual machine's are.
 *
 *     replay LIBRARY < request > answers               src/pinnace/checking/protocol.py
 *     replay LIBRARY THREADS PREDICTIONS < request     all threads predict all inputs again and again; prints bytes that stayed
 */
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "jni_table.h"

struct jni_object { int32_t width, length; _Alignas(8) uint8_t bytes[]; };

static jni_object made(int32_t width, int64_t length) {
    jni_object object = calloc(1, sizeof *object + (size_t)(width * length) + 8);
    object->width = width, object->length = (int32_t)length;
    return object;
}
static void within(jni_object array, int32_t width, int32_t start, int32_t length) {
    if (array->width == width && start >= 0 && length >= 0 && start + length <= array->length) return;
    fprintf(stderr, "Error: ArrayIndexOutOfBoundsException\n");
    abort();
}
static int32_t get_array_length(jni_env *env, jni_object array) { return (void)env, array->length; }
static jni_object new_byte_array(jni_env *env, int32_t length) { return (void)env, made(1, length); }
static void get_bytes(jni_env *env, jni_object array, int32_t start, int32_t length, uint8_t *to) {
    (void)env, within(array, 1, start, length);
    memcpy(to, array->bytes + start, (size_t)length);
}
static void set_bytes(jni_env *env, jni_object array, int32_t start, int32_t length, const uint8_t *from) {
    (void)env, within(array, 1, start, length);
    memcpy(array->bytes + start, from, (size_t)length);
}
static void set_longs(jni_env *env, jni_object array, int32_t start, int32_t length, const int64_t *from) {
    (void)env, within(array, 8, start, length);
    memcpy(array->bytes + 8 * start, from, 8 * (size_t)length);
}
static void *critical(jni_env *env, jni_object array, uint8_t *is_copy) { return (void)env, (void)is_copy, array->bytes; }
static void release(jni_env *env, jni_object array, void *at, int32_t mode) { (void)env, (void)array, (void)at, (void)mode; }
static void *address(jni_env *env, jni_object buffer) { return (void)env, buffer->bytes; }
static int64_t capacity(jni_env *env, jni_object buffer) { return (void)env, buffer->length; }

static const struct jni_table table = {
    .get_array_length = get_array_length, .new_byte_array = new_byte_array, .get_byte_array_region = get_bytes,
    .set_byte_array_region = set_bytes, .set_long_array_region = set_longs, .get_primitive_array_critical = critical,
    .release_primitive_array_critical = release, .get_direct_buffer_address = address, .get_direct_buffer_capacity = capacity,
};
static jni_env machine = &table;
#define ENV (&machine)

static struct {
    int32_t (*version)(jni_env *, jni_object);
    int32_t (*measure)(jni_env *, jni_object, jni_object, jni_object);
    int32_t (*open)(jni_env *, jni_object, jni_object, jni_object, jni_object);
    jni_object (*label)(jni_env *, jni_object, int64_t, int32_t);
    int32_t (*begin)(jni_env *, jni_object, int64_t, jni_object, jni_object);
    int32_t (*predict)(jni_env *, jni_object, int64_t, jni_object, jni_object, int32_t);
    int32_t (*write)(jni_env *, jni_object, int64_t, jni_object, int32_t, int32_t);
    int32_t (*finish)(jni_env *, jni_object, int64_t, jni_object, int32_t);
    int32_t (*seen)(jni_env *, jni_object, int64_t, jni_object);
    int32_t (*explain)(jni_env *, jni_object, int64_t, jni_object, int32_t, jni_object, jni_object);
} core;

static void load(const char *path) {
    void *library = dlopen(path, RTLD_NOW);
    if (!library) fprintf(stderr, "Error: %s\n", dlerror()), exit(5);
    *(void **)&core.version = dlsym(library, "Java_pinnace_Core_version");
    *(void **)&core.measure = dlsym(library, "Java_pinnace_Core_measure");
    *(void **)&core.open = dlsym(library, "Java_pinnace_Core_open");
    *(void **)&core.label = dlsym(library, "Java_pinnace_Core_label");
    *(void **)&core.begin = dlsym(library, "Java_pinnace_Core_begin");
    *(void **)&core.predict = dlsym(library, "Java_pinnace_Core_predict");
    *(void **)&core.write = dlsym(library, "Java_pinnace_Core_write");
    *(void **)&core.finish = dlsym(library, "Java_pinnace_Core_finish");
    *(void **)&core.seen = dlsym(library, "Java_pinnace_Core_seen");
    *(void **)&core.explain = dlsym(library, "Java_pinnace_Core_explain");
}

static void get(void *to, size_t size) {
    if (size && fread(to, size, 1, stdin) != 1) fprintf(stderr, "Error: the request is cut short\n"), exit(2);
}
static void put(const void *from, size_t size) {
    if (size && fwrite(from, size, 1, stdout) != 1) exit(2);
}
static uint32_t number(void) {
    uint32_t value;
    get(&value, 4);
    return value;
}
static jni_object bytes(void) {
    jni_object array = made(1, number());
    get(array->bytes, (size_t)array->length);
    return array;
}

static int64_t model, width, height, need[5]; /* need: bytes of model, session and explain; labels, scores */
static jni_object *texts;
static uint32_t text_count;

static int64_t begun(void) {
    jni_object handle = made(8, 1);
    if (core.begin(ENV, 0, model, made(1, need[1]), handle)) exit(4);
    return *(int64_t *)(void *)handle->bytes;
}

/* A text as its bytes, a picture in two parts of a direct buffer, as Kotlin hands them over. */
static int32_t predict(int64_t session, jni_object input, jni_object answer) {
    const int32_t half = input->length / 2;
    if (!width) return core.predict(ENV, 0, session, input, answer, (int32_t)need[4]);
    int32_t error = core.write(ENV, 0, session, input, 0, half);
    if (!error) error = core.write(ENV, 0, session, input, half, input->length - half);
    return error ? error : core.finish(ENV, 0, session, answer, (int32_t)need[4]);
}

/* The sum of all answers, so that threads which disagree are seen. */
static void *predictions(void *count) {
    int64_t session = begun();
    jni_object answer = made(1, 4 * (need[3] + need[4]));
    uint64_t sum = 0;
    for (uint64_t i = 0; i < (uint64_t)(uintptr_t)count; i++) {
        if (predict(session, texts[i % text_count], answer)) exit(4);
        for (int32_t at = 0; at < answer->length; at++) sum = sum * 31 + answer->bytes[at];
    }
    return (void *)(uintptr_t)sum;
}

static void together(unsigned threads, uint64_t each) {
    pthread_t thread[64];
    void *first = predictions((void *)(uintptr_t)each), *sum;
    size_t before = mallinfo2().uordblks;
    for (unsigned i = 0; i < threads; i++) pthread_create(&thread[i], 0, predictions, (void *)(uintptr_t)each);
    for (unsigned i = 0; i < threads; i++) {
        pthread_join(thread[i], &sum);
        if (sum != first) fprintf(stderr, "Error: threads disagree\n"), exit(6);
    }
    printf("%zu bytes stayed\n", mallinfo2().uordblks - before);
}

int main(int count, char **arguments) {
    load(arguments[1]);
    jni_object package = bytes(), found = made(8, 5), opened = made(8, 3);
    int32_t error = core.version(ENV, 0) >> 16 == 1 ? core.measure(ENV, 0, package, found) : -1;
    memcpy(need, found->bytes, sizeof need);
    if (!error) error = core.open(ENV, 0, package, made(1, need[0]), opened);
    int64_t *facts = (int64_t *)(void *)opened->bytes;
    model = facts[0], width = facts[1], height = facts[2];
    uint32_t head[3] = {(uint32_t)error, (uint32_t)need[4], (uint32_t)need[3]}, explained = number();
    text_count = number();
    texts = calloc(text_count + 1, sizeof *texts);
    for (uint32_t i = 0; i < text_count; i++) texts[i] = bytes();
    if (!error && count > 3) return together((unsigned)atoi(arguments[2]), strtoull(arguments[3], 0, 10)), 0;
    put(head, error ? 4 : 12);
    if (error) return 0;
    int64_t session = begun();
    jni_object answer = made(1, 4 * (need[3] + need[4])), scratch = made(1, need[2]);
    for (uint32_t i = 0; i < text_count; i++) {
        if (predict(session, texts[i], answer)) return 4;
        put(answer->bytes, (size_t)answer->length);
        jni_object rgb = made(1, 3 * width * height);
        if (!width != (core.seen(ENV, 0, session, rgb) == 35)) return 8; /* input.picture: it reads texts */
        free(rgb);
        if (i >= explained) continue;
        jni_object words = made(4, 2 + 3 * (int64_t)texts[i]->length);
        if (core.explain(ENV, 0, session, texts[i], (int32_t)(i % (uint32_t)need[4]), scratch, words)) return 4;
        put(words->bytes, 8 + 12 * (size_t)((int32_t *)(void *)words->bytes)[1]);
        free(words);
    }
    for (int32_t i = 0; i < need[3]; i++) {
        jni_object label = core.label(ENV, 0, model, i);
        if (!label) return 7;
        free(label);
    }
    return core.label(ENV, 0, model, (int32_t)need[3]) ? 7 : 0;
}
