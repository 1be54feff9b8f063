package pinnace

import java.io.File
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test

/** The scenario in Kotlin. The property `fixture` (a folder) is set by test_kotlin.py. */
class ScenarioTest {
    private val fixture = File(System.getProperty("fixture"))
    private fun table(name: String) = File(fixture, "$name.tsv").readText().removeSuffix("\n").split("\n").map { it.split("\t") }
    private val models = table("labels").associate { (name) -> name to Model.load(File(fixture, "$name.pinnace")) }
    private val rows = table("answers").map(::Row)

    private inner class Row(cells: List<String>) {
        val model = models.getValue(cells[0])
        val text = cells[1].chunked(2).map { it.toInt(16).toByte() }.toByteArray()
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

    @Test fun `askers at the same time get the same answers`() {
        val askers = Executors.newFixedThreadPool(4)
        val ask = Callable { rows.map { it.model.predict(it.text) } }
        val answers = askers.invokeAll(List(4) { ask }).map { it.get() }
        for (other in answers) assertEquals(answers[0], other)
        askers.shutdown()
    }
}
