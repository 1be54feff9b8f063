package pinnace

import java.io.ByteArrayInputStream
import java.io.File
import java.io.IOException
import java.io.InputStream
import java.lang.management.BufferPoolMXBean
import java.lang.management.ManagementFactory
import java.nio.Buffer
import java.nio.ByteBuffer
import kotlin.concurrent.thread
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** What only Kotlin can do or get wrong. The property `fixture` (a folder) is set by test_android.py. */
class ModelTest {
    private val fixture = File(System.getProperty("fixture"))
    private val model = Model.load(File(fixture, "two.pinnace"))

    @Test fun `a lone surrogate is what it is everywhere`() {
        assertEquals(model.predict("a\uFFFDb"), model.predict("a\uD800b"))
        assertEquals(model.predict("\uFFFD"), model.predict("\uDC00"))
    }

    @Test fun `a text longer than a piece is one text`() {
        for (size in listOf(4095, 4096, 4097, 50_000)) {
            val text = "good, not bad ".repeat(size / 14 + 1).take(size)
            val why = model.explain(text, "label 1") // reads the text at once
            assertEquals(model.predict(text).scores[0], why.bias + why.words.sumOf { it.contribution }, 0.0)
        }
    }

    @Test fun `a stream is read and closed`() {
        var closed = false
        val stream = object : ByteArrayInputStream(File(fixture, "two.pinnace").readBytes()) {
            override fun close() { closed = true }
        }
        assertEquals(model.labels, Model.load(stream).labels)
        assertTrue(closed)
    }

    @Test fun `what cannot be read is named`() {
        val file = assertThrows(PinnaceError::class.java) { Model.load(File("none.pinnace")) }
        assertEquals("fetch.failed", file.code)
        assertTrue(file.message!!.contains("none.pinnace"))
        val broken = object : InputStream() { override fun read(): Int = throw IOException("no card") }
        assertEquals("fetch.failed", assertThrows(PinnaceError::class.java) { Model.load(broken) }.code)
    }

    @Test fun `rows with gaps and parts of buffers`() {
        val seeing = Model.load(File(fixture, "cover.pinnace"))
        val tight = ByteArray(60) { (3 * it).toByte() }
        val gaps = ByteArray(7) + (0 until 3).flatMap { tight.slice(20 * it until 20 * it + 20) + List(3) { 1.toByte() } }
        val expected = seeing.predict(ByteBuffer.wrap(tight), 5, 3)
        val direct = ByteBuffer.allocateDirect(gaps.size).also { it.put(gaps) }
        for (buffer: Buffer in listOf(ByteBuffer.wrap(gaps), direct, ByteBuffer.wrap(gaps).asReadOnlyBuffer())) {
            buffer.position(7)
            assertEquals(expected, seeing.predict(buffer as ByteBuffer, 5, 3, stride = 23))
            assertEquals(7, buffer.position())
            for ((height, stride) in listOf(3 to 19, 4 to 23, 3 to Int.MAX_VALUE))
                assertThrows(PinnaceError::class.java) { seeing.predict(buffer, 5, height, stride = stride) }
        }
        val large = ByteBuffer.wrap(ByteArray(4 * 300 * 200) { it.toByte() }) // more than one piece
        val copy = ByteBuffer.allocateDirect(large.capacity()).also { it.put(large.array()) } as Buffer
        copy.clear()
        assertEquals(seeing.predict(copy as ByteBuffer, 300, 200), seeing.predict(large, 300, 200))
    }

    @Test fun `coroutines ask at the same time`() = runBlocking {
        val texts = List(50) { "good, not bad at all ".repeat(it % 10) }
        val alone = texts.map(model::predict)
        val together = List(200) { async(Dispatchers.Default) { model.predict(texts[it % 50]) } }.awaitAll()
        together.forEachIndexed { i, answer -> assertEquals(alone[i % 50], answer) }
    }

    /** 100,000 predictions from four threads: heap and direct memory afterwards are what they were. */
    @Test fun `memory stays`() {
        val texts = List(50) { "good, not bad at all ".repeat(it % 10 + 1) }
        stays("texts", 20_000) { model.predict(texts[it % 50]) }
    }

    @Test fun `memory stays with pictures`() {
        val seeing = Model.load(File(fixture, "cover.pinnace"))
        val rgba = listOf(ByteBuffer.allocate(4 * 20 * 20), ByteBuffer.allocateDirect(4 * 20 * 20))
        stays("pictures", 200_000) { seeing.predict(rgba[it % 2], 20, it % 20 + 1) }
    }

    private fun stays(what: String, session: Int, predict: (Int) -> Answer) {
        val expected = List(100) { predict(it).scores }
        fun run(n: Int) = List(4) {
            thread { for (i in 0 until n / 4) if (predict(i % 100).scores != expected[i % 100]) error("differs") }
        }.forEach { it.join() }
        fun held(): Pair<Long, Long> {
            repeat(3) { System.gc() }
            val direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean::class.java).single { it.name == "direct" }
            return ManagementFactory.getMemoryMXBean().heapMemoryUsage.used to direct.memoryUsed
        }
        run(20_000)
        val (heap, direct) = held()
        run(100_000)
        val (heapAfter, directAfter) = held()
        println("$what: heap ${heapAfter - heap} bytes, direct ${directAfter - direct} bytes after 100000 predictions")
        assertTrue("heap grew by ${heapAfter - heap}", heapAfter - heap < 300_000)
        // [session] more where four threads met that had not before; never one per prediction.
        assertTrue("direct memory grew by ${directAfter - direct}", directAfter - direct < session)
    }

    /** Microseconds of a warm prediction of a short text, all of Kotlin included; test_android.py knows the core's own. */
    @Test fun `how long a prediction takes`() {
        val text = "Lovely room, and the staff were friendly."
        repeat(100_000) { model.predict(text) }
        val best = (1..20).minOf {
            val start = System.nanoTime()
            repeat(5_000) { model.predict(text) }
            (System.nanoTime() - start) / 5_000e3
        }
        println("microseconds: %.3f".format(java.util.Locale.ROOT, best))
    }
}
