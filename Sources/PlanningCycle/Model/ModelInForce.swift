// SPDX-License-Identifier: Apache-2.0
import Calendars
import Formulas
import Journal
import Planning

/// The planning model that a workspace calculates with: its text and how it came to it.
struct ModelInForce: Sendable {
  let text: String
  let history: ModelHistory

  /// The newest text that somebody committed; the environment's when nobody did, or when it is asked for by name.
  ///
  /// - Parameter final: the last event that counts.
  static func read(
    store: any EventStore, environment: WorkspaceEnvironment, through final: Int64 = .max
  ) throws(StoreError) -> ModelInForce {
    var text = environment.modelText
    var history = ModelHistory()
    if environment.isModelFixed { return ModelInForce(text: text, history: history) }
    try store.eachEvent(after: 0) { event in
      guard event.kind == ModelHistory.eventKind, event.sequence <= final, let changed = event.payload["text"]?.text else { return }
      text = changed
      history.note(event)
    }
    return ModelInForce(text: text, history: history)
  }

  /// The same with one more step.
  func changed(to text: String, by step: ModelHistory.Step) -> ModelInForce {
    var history = history
    history.append(step)
    return ModelInForce(text: text, history: history)
  }

  /// Reads a text and says everything that is wrong with it.
  static func check(_ text: String, operators: [any PlanOperator]) -> (parsed: ParsedModel, checked: CheckedModel) {
    let parsed = ModelText.parse(text)
    return (parsed, PlanningModel.check(parsed, operators: operators.map(\.signature)))
  }

  /// The form that is kept: lines end with one line feed, carry no trailing blanks, and the last one is not empty.
  static func canonical(_ text: String) -> String {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      var line = line
      while let last = line.last, last.isWhitespace { line.removeLast() }
      return String(line)
    }
    if let first = lines.first, first.first == "\u{FEFF}" { lines[0] = String(first.dropFirst()) }
    while lines.last == "" { lines.removeLast() }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }
}
