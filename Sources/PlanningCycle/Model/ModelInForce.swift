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
    var last: Int64 = 0
    while true {
      let events = try store.events(after: last, limit: 1_000)
      guard let newest = events.last else { break }
      for event in events where event.kind == ModelHistory.eventKind && event.sequence <= final {
        guard let changed = event.payload["text"]?.text else { continue }
        text = changed
        history.note(event)
      }
      last = newest.sequence
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
