// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle

/// What a file seems to hold, as a frame; its reading follows in frames of its own.
enum PreviewCoder {
  private static let guessLimit = 100
  private static let columnLimit = 10_000
  private static let sampleLimit = 100

  static func frame(_ preview: FactFilePreview) -> [UInt8] {
    var writer = FrameWriter()
    writer.add(preview.kind.rawValue)
    writer.add(preview.rememberedFrom != nil)
    writer.add(preview.rememberedFrom ?? "")
    writer.add(preview.questions.count)
    for question in preview.questions {
      writer.add(question.field)
      writer.add(question.candidates)
      writer.add(question.proposal != nil)
      writer.add(question.proposal?.chinese ?? "")
      writer.add(question.proposal?.english ?? "")
      writer.add(question.asksForYear)
    }
    writer.add(preview.kindGuesses.count)
    for guess in preview.kindGuesses {
      writer.add(guess.kind.rawValue)
      writer.add(guess.score)
    }
    writer.add(preview.columns.count)
    for column in preview.columns {
      writer.add(column.header)
      writer.add(column.field != nil)
      writer.add(column.field ?? "")
      writer.add(column.confidence)
      writer.add(column.samples)
    }
    return writer.bytes
  }

  static func preview(_ frame: [UInt8], reading: FactFileReading) throws(FrameFault) -> FactFilePreview {
    var reader = FrameReader(frame)
    let kind = try kind(&reader)
    let (isRemembered, file) = (try reader.flag(), try reader.text())
    var questions: [FactFilePreview.Question] = []
    for _ in 0..<(try reader.count(atMost: columnLimit)) { questions.append(try question(&reader)) }
    var guesses: [(kind: FactKind, score: Double)] = []
    for _ in 0..<(try reader.count(atMost: guessLimit)) { guesses.append((try Self.kind(&reader), try score(&reader))) }
    var columns: [FactFilePreview.Column] = []
    for _ in 0..<(try reader.count(atMost: columnLimit)) {
      let (header, isKnown, field) = (try reader.text(), try reader.flag(), try reader.text())
      columns.append(
        FactFilePreview.Column(
          header: header, field: isKnown ? field : nil, confidence: try score(&reader), samples: try reader.texts(atMost: sampleLimit)))
    }
    guard reader.isAtEnd, reading.table.kind == kind else { throw FrameFault(reason: "more than a preview, or of another kind") }
    return FactFilePreview(
      kind: kind, kindGuesses: guesses, columns: columns, reading: reading, questions: questions,
      rememberedFrom: isRemembered ? file : nil)
  }

  private static func kind(_ reader: inout FrameReader) throws(FrameFault) -> FactKind {
    guard let kind = FactKind(rawValue: try reader.text()) else { throw FrameFault(reason: "no such kind") }
    return kind
  }

  private static func question(_ reader: inout FrameReader) throws(FrameFault) -> FactFilePreview.Question {
    let (field, candidates, isProposed) = (try reader.text(), try reader.texts(atMost: sampleLimit), try reader.flag())
    let proposal = BilingualText(try reader.text(), try reader.text())
    return FactFilePreview.Question(
      field: field, candidates: candidates, proposal: isProposed ? proposal : nil, asksForYear: try reader.flag())
  }

  private static func score(_ reader: inout FrameReader) throws(FrameFault) -> Double {
    let score = try reader.double()
    guard score.isFinite else { throw FrameFault(reason: "a score that is no number") }
    return score
  }
}
