// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
package import PlanningCycle
package import Wire

extension SourceView {
  package var json: JSON {
    .object([
      .init("id", .integer(source.id)), .init("savedIn", .integer(source.savedIn)), .init("name", .text(source.content.name)),
      .init("type", .string(source.content.feed.type)), .init("owner", .text(owner)), .init("ownerLogin", .string(ownerLogin)),
      .init("isPaused", JSON(source.isPaused)), .init("usesSecret", JSON(source.content.usesSecret)), .init("hasSecret", JSON(hasSecret)),
      .init("schedule", .text(source.content.schedule.words)), .init("health", health.json),
      .init(
        "marks",
        JSON(marks) { one in
          .object([
            .init("kind", .string(one.kind.rawValue)), .init("label", .text(one.kind.label)), .init("mark", JSON(one.mark?.text)),
            .init("newestDay", .day(one.newestDay)),
          ])
        }),
    ])
  }
}

extension SourceHealth {
  package var json: JSON {
    let lagged: JSON =
      switch lag {
      case nil: .null
      case .minutes(let minutes): .object([.init("minutes", .integer(minutes))])
      case .days(let days): .object([.init("days", JSON(days))])
      }
    return .object([
      .init("state", .string(state.rawValue)), .init("label", .text(state.label)), .init("isRunning", JSON(isRunning)),
      .init("lastSuccess", .moment(lastSuccess)), .init("lag", lagged), .init("rowsToday", JSON(rowsToday)),
      .init("nextRun", .moment(nextRun)), .init("fault", fault?.json ?? .null), .init("failures", JSON(failures)),
      .init("failingSince", .moment(failingSince)), .init("lateSince", .moment(lateSince)),
    ])
  }
}

extension SourceFault {
  package var json: JSON {
    .object([
      .init("code", .string(code.rawValue)), .init("title", .text(title)), .init("detail", .text(detail)), .init("said", .string(said)),
      .init("hint", .text(hint)), .init("isTransient", JSON(isTransient)),
    ])
  }
}

extension JSON {
  /// Milliseconds since 1970.
  fileprivate static func moment(_ moment: Moment?) -> JSON { moment.map { .integer($0.millisecondsSinceEpoch) } ?? .null }
}

extension SourceDetail {
  /// - Parameter mayEdit: what it reads and where is for those who may change it.
  package func json(revision: Int64, mayEdit: Bool) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("mayEdit", JSON(mayEdit)), .init("source", view.json),
      .init("draft", mayEdit ? SourceDraft(view.source.content, owner: view.ownerLogin).json : .null),
      .init("runs", JSON(runs) { $0.json }),
    ])
  }
}

extension SourceRun {
  package var json: JSON {
    .object([
      .init("kind", JSON(kind?.rawValue)), .init("label", kind.map { .text($0.label) } ?? .null), .init("startedAt", .moment(startedAt)),
      .init("endedAt", .moment(endedAt)), .init("rows", JSON(rows)), .init("added", JSON(added)), .init("corrected", JSON(corrected)),
      .init("unchanged", JSON(unchanged)), .init("rejected", JSON(rejected)), .init("withoutMark", JSON(withoutMark)),
      .init("from", JSON(from?.text)), .init("to", JSON(to?.text)), .init("batch", batch.map { .integer($0) } ?? .null),
      .init("file", .string(file)), .init("fault", fault?.json ?? .null), .init("isRecovery", JSON(isRecovery)),
      .init("isHeld", JSON(isHeld)), .init("findings", JSON(findings) { $0.json }), .init("findingsTotal", JSON(findingsTotal)),
    ])
  }
}

extension SourceTrial.Answer {
  package var json: JSON {
    switch self {
    case .folder(let files):
      return .object([
        .init("files", JSON(Array(files.prefix(100))) { .object([.init("name", .string($0.name)), .init("size", .integer($0.size))]) }),
        .init("filesTotal", JSON(files.count)),
      ])
    case .rows(let probe):
      return .object([
        .init("server", .string(probe.server)), .init("clock", JSON(probe.clock)),
        .init(
          "types",
          JSON(probe.columns) {
            .object([.init("name", .string($0.name)), .init("type", .string($0.type)), .init("mark", JSON($0.mark?.rawValue))])
          }),
        .init(
          "first",
          .object([
            .init("columns", JSON(probe.first.columns) { .string($0) }), .init("rows", JSON(probe.first.rows) { JSON($0) { JSON($0) } }),
          ])),
        .init("preview", probe.preview.json(upload: "")),
      ])
    }
  }
}
