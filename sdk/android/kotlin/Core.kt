package pinnace

import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.ByteOrder

private const val PIECE = 1 shl 16 // bytes

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
    @JvmStatic external fun open(packaged: ByteBuffer, memory: ByteBuffer, found: LongArray): Int
    @JvmStatic external fun label(model: Long, index: Int): ByteArray?
    @JvmStatic external fun begin(model: Long, memory: ByteBuffer, handle: LongArray): Int
    @JvmStatic external fun predict(session: Long, text: ByteArray, answer: ByteBuffer, scores: Int): Int
    @JvmStatic external fun write(session: Long, bytes: ByteBuffer, from: Int, length: Int): Int
    @JvmStatic external fun finish(session: Long, answer: ByteBuffer, scores: Int): Int
    @JvmStatic external fun seen(session: Long, rgb: ByteBuffer): Int
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
    private val found = LongArray(3)
    val handle: Long get() = found[0]
    val width: Int get() = found[1].toInt() // of what it sees of pictures; 0: it reads texts
    val height: Int get() = found[2].toInt()
    val sessionSize: Long get() = need[1]
    val explainSize: Long get() = need[2]
    val labelCount: Int get() = need[3].toInt()
    val scoreCount: Int get() = need[4].toInt()

    init {
        check(Core.measure(packaged, need))
        memory = memory(need[0])
        check(Core.open(packaged, memory, found))
    }

    fun labels(): List<String> = List(labelCount) { String(Core.label(handle, it)!!, Charsets.UTF_8) }
}

/** What changes while an input is read: for one thread at a time, and not used again when one failed in its middle. */
internal class Session(private val model: Opened) {
    private val memory = memory(model.sessionSize)
    private val answer = memory(4L * (model.scoreCount + model.labelCount))
    private var piece: ByteBuffer? = null // these two when they are first wanted
    private var scratch: ByteBuffer? = null
    private val handle: Long

    init {
        val out = LongArray(1)
        check(Core.begin(model.handle, memory, out))
        handle = out[0]
    }

    /** (D + C,): scores in 1/1024 nat, then probabilities in 1/65536. */
    fun predict(text: ByteArray): IntArray {
        check(Core.predict(handle, text, answer, model.scoreCount))
        return answered()
    }

    /** A picture begins: its pixels follow as RGBA, in pieces of any length. */
    fun begin(width: Int, height: Int, orientation: Int) {
        val head = piece().putInt(0, width).putInt(4, height).putInt(8, orientation)
        check(Core.write(handle, head, 0, 12))
    }

    /** All pixels of a picture, which `Model` has found to be there. */
    fun write(rgba: ByteBuffer, width: Int, height: Int, stride: Int) {
        if (stride == 4 * width) return write(rgba, rgba.position(), stride * height)
        for (row in 0 until height) write(rgba, rgba.position() + row * stride, 4 * width)
    }

    /** Bytes [from, from + length) of a buffer: a direct one is read where it is. */
    fun write(bytes: ByteBuffer, from: Int, length: Int) {
        if (bytes.isDirect) return check(Core.write(handle, bytes, from, length))
        val part: Buffer = bytes.duplicate() // ByteBuffer's own limit() is younger than some Androids
        val piece = piece()
        for (at in from until from + length step PIECE) {
            val size = minOf(PIECE, from + length - at)
            part.limit(at + size).position(at)
            (piece as Buffer).clear()
            piece.put(part as ByteBuffer)
            check(Core.write(handle, piece, 0, size))
        }
    }

    /** As `predict`. */
    fun finish(): IntArray {
        check(Core.finish(handle, answer, model.scoreCount))
        return answered()
    }

    /** [rgb] (height, width, 3): what the model saw of the last picture. */
    fun seen(rgb: ByteArray) {
        val from = memory(rgb.size.toLong())
        check(Core.seen(handle, from))
        from.get(rgb)
    }

    private fun piece() = piece ?: memory(PIECE.toLong()).also { piece = it }

    private fun answered() = IntArray(model.scoreCount + model.labelCount) { answer.getInt(4 * it) }

    /** Bias and w, then begin, end (bytes) and contribution (1/1024 nat) of w words. */
    fun explain(text: ByteArray, column: Int): IntArray {
        if (text.size > 1 shl 28) check(33)
        val words = IntArray(2 + 3 * text.size)
        val room = scratch ?: memory(model.explainSize).also { scratch = it }
        check(Core.explain(handle, text, column, room, words))
        return words
    }
}
