package pinnace

import java.io.File
import java.nio.ByteBuffer
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test

/** The scenario in Kotlin. The property `fixture` (a folder) is set by test_kotlin.py. */
class ScenarioTest {
    private val fixture = File(System.getProperty("fixture"))
    private fun table(name: String) = File(fixture, "$name.tsv").readText().removeSuffix("\n").split("\n").map { it.split("\t") }
    private val models = table("labels").associate { (name) -> name to Model.load(File(fixture, "$name.pinnace")) }
    private val rows = table("answers").map(::Row)

    private fun bytes(hexadecimal: String) = hexadecimal.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    private inner class Row(cells: List<String>) {
        val model = models.getValue(cells[0])
        val text = bytes(cells[1])
        val label = cells[2]
        val scores = cells[3]
        val probabilities = cells[4]
        val bias = cells[5]
        val words = cells[6]
    }

    private fun whole(number: Double) = number.toInt().also { assertEquals(number, it.toDouble(), 0.0) }
    private fun scores(answer: Answer) = answer.scores.joinToString(",") { "${whole(it * 1024)}" }
    private fun probabilities(answer: Answer) = answer.probabilities.values.joinToString(",") { "${whole(it * 65536)}" }

    @Test fun `labels are those of the package`() {
        for (row in table("labels")) assertEquals(row.drop(1), models.getValue(row[0]).labels)
    }

    @Test fun `answers are exact`() {
        for (row in rows) {
            val answer = row.model.predict(row.text)
            assertEquals(row.label, answer.label)
            assertEquals(row.scores, scores(answer))
            assertEquals(row.probabilities, probabilities(answer))
        }
    }

    @Test fun `explanations are exact and add up`() {
        for (row in rows) {
            val why = row.model.explain(row.text, row.model.labels.last())
            val found = why.words.joinToString(",") { "${it.begin}:${it.end}:${whole(it.contribution * 1024)}" }
            assertEquals(row.bias, "${whole(why.bias * 1024)}")
            assertEquals(row.words, found)
            val sum = why.bias + why.words.sumOf { it.contribution }
            assertEquals(row.scores.split(",").last(), "${whole(sum * 1024)}")
        }
    }

    @Test fun `a string and its UTF-8 are the same input`() {
        for (text in listOf("", "good", "not so good 👍🏽 don’t", "é 漢字"))
            for (model in models.values) assertEquals(model.predict(text), model.predict(text.toByteArray()))
    }

    @Test fun `the label explained is the answer's unless named`() {
        for (row in rows) assertEquals(row.label, row.model.explain(row.text).label)
    }

    @Test fun `a label that is not there is refused`() {
        val error = assertThrows(PinnaceError::class.java) { models.getValue("two").explain("good", "none") }
        assertEquals("input.label", error.code)
    }

    @Test fun `refusals carry number, code and message`() {
        for ((file, number, code, message) in table("refusals")) {
            val error = assertThrows(PinnaceError::class.java) { Model.load(File(fixture, file)) }
            assertEquals(listOf(number, code, message), listOf("${error.number}", error.code, error.message))
        }
    }

    @Test fun `pictures are exact`() {
        for (cells in table("pictures")) {
            val model = Model.load(File(fixture, "${cells[0]}.pinnace"))
            val (width, height, turn) = cells.slice(1..3).map { it.toInt() }
            val direct = ByteBuffer.allocateDirect(bytes(cells[4]).size).put(bytes(cells[4])).flip() as ByteBuffer
            for (rgba in listOf(ByteBuffer.wrap(bytes(cells[4])), direct)) {
                val answer = model.predict(rgba, width, height, turn)
                assertEquals(cells.slice(5..7), listOf(answer.label, scores(answer), probabilities(answer)))
                assertEquals(0, rgba.position())
                assertArrayEquals(bytes(cells[8]), model.seen(rgba, width, height, turn).rgb)
            }
        }
    }

    @Test fun `what is no picture is refused`() {
        val model = Model.load(File(fixture, "cover.pinnace"))
        fun refused(use: () -> Unit) = assertEquals("input.picture", assertThrows(PinnaceError::class.java, use).code)
        val sizes = listOf(listOf(2, 3, 1), listOf(2, 2, 0), listOf(2, 2, 9), listOf(0, 2, 1), listOf(65536, 2, 1))
        for (rgba in listOf(ByteBuffer.allocate(16), ByteBuffer.allocateDirect(16)))
            for ((width, height, turn) in sizes) refused { model.predict(rgba, width, height, turn) }
        refused { model.predict("good") }
        refused { models.getValue("two").predict(ByteBuffer.allocate(16), 2, 2) }
    }

    @Test fun `askers at the same time get the same answers`() {
        val askers = Executors.newFixedThreadPool(4)
        val ask = Callable { rows.map { it.model.predict(it.text) } }
        val answers = askers.invokeAll(List(4) { ask }).map { it.get() }
        for (other in answers) assertEquals(answers[0], other)
        askers.shutdown()
    }
}
