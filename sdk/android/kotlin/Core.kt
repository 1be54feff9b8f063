package pinnace

import java.nio.ByteBuffer
import java.nio.ByteOrder

/** The shared library: jni/pinnace_jni.c says what each function does. Buffers are direct, handles are addresses in them. */
internal object Core {
    private const val ABI = 1
    private val failure: PinnaceError? = loading()

    /** Throws PinnaceError `core.missing` when there is no library for this processor, or one of another release. */
    fun ready() {
        failure?.let { throw it }
    }

    private fun loading(): PinnaceError? = try {
        System.loadLibrary("pinnace")
        val found = version() ushr 16
        if (found == ABI) null else PinnaceError("core.missing", "the shared library has ABI $found, not $ABI: take both from one release")
    } catch (cause: UnsatisfiedLinkError) {
        PinnaceError("core.missing", "there is no libpinnace.so for this processor: ${cause.message}", cause = cause)
    }

    @JvmStatic external fun version(): Int
    @JvmStatic external fun measure(packaged: ByteBuffer, need: LongArray): Int
    @JvmStatic external fun open(packaged: ByteBuffer, memory: ByteBuffer, handle: LongArray): Int
    @JvmStatic external fun label(model: Long, index: Int): ByteArray?
    @JvmStatic external fun begin(model: Long, memory: ByteBuffer, handle: LongArray): Int
    @JvmStatic external fun predict(session: Long, text: ByteArray, answer: ByteBuffer, scores: Int): Int
    @JvmStatic external fun explain(session: Long, text: ByteArray, column: Int, scratch: ByteBuffer, words: IntArray): Int
}

/** Memory outside the heap's reach for moving, freed when nobody holds the buffer any more. */
internal fun memory(bytes: Long): ByteBuffer {
    if (bytes > Int.MAX_VALUE) check(15)
    return ByteBuffer.allocateDirect(bytes.toInt()).order(ByteOrder.nativeOrder())
}

/** A verified package and the model opened from it. Never changes, so threads share it. */
internal class Opened(private val packaged: ByteBuffer) {
    private val need = LongArray(5)
    private val memory: ByteBuffer
    val handle: Long
    val sessionSize: Long get() = need[1]
    val explainSize: Long get() = need[2]
    val labelCount: Int get() = need[3].toInt()
    val scoreCount: Int get() = need[4].toInt()

    init {
        val out = LongArray(1)
        check(Core.measure(packaged, need))
        memory = memory(need[0])
        check(Core.open(packaged, memory, out))
        handle = out[0]
    }

    fun labels(): List<String> = List(labelCount) { String(Core.label(handle, it)!!, Charsets.UTF_8) }
}

/** What changes while a text is read: for one thread at a time. */
internal class Session(private val model: Opened) {
    private val memory = memory(model.sessionSize)
    private val answer = memory(4L * (model.scoreCount + model.labelCount))
    private val scratch by lazy(LazyThreadSafetyMode.NONE) { memory(model.explainSize) }
    private val handle: Long

    init {
        val out = LongArray(1)
        check(Core.begin(model.handle, memory, out))
        handle = out[0]
    }

    /** (D + C,): scores in 1/1024 nat, then probabilities in 1/65536. */
    fun predict(text: ByteArray): IntArray {
        check(Core.predict(handle, text, answer, model.scoreCount))
        return IntArray(model.scoreCount + model.labelCount) { answer.getInt(4 * it) }
    }

    /** Bias and w, then begin, end (bytes) and contribution (1/1024 nat) of w words. */
    fun explain(text: ByteArray, column: Int): IntArray {
        if (text.size > 1 shl 28) check(33)
        val words = IntArray(2 + 3 * text.size)
        check(Core.explain(handle, text, column, scratch, words))
        return words
    }
}
