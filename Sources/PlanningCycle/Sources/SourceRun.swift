// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Commerce
import Journal

/// One line of a source's run log: rows of one kind that were kept, a look that found nothing new, or what went wrong.
public struct SourceRun: Sendable {
  /// nil when nothing was asked yet.
  public var kind: FactKind?
  public var startedAt: Moment
  public var endedAt: Moment
  /// Rows that the source gave, those of the overlap included.
  public var rows = 0
  public var added = 0
  public var corrected = 0
  public var unchanged = 0
  public var rejected = 0
  /// Rows at the source without a mark, which no load will see.
  public var withoutMark = 0
  public var from: SourceMark?
  public var to: SourceMark?
  /// The event that keeps its rows; nil when there was nothing to keep.
  public var batch: Int64?
  /// The file, of a folder.
  public var file = ""
  public var fault: SourceFault?
  /// The source can be read again after it could not.
  public var isRecovery = false
  /// The rows wait for somebody: they are not in the facts yet.
  public var isHeld = false
  /// The first of them.
  public var findings: [FactFileFinding] = []
  public var findingsTotal = 0

  public var keptRows: Int { added + corrected }

  init(kind: FactKind?, startedAt: Moment, endedAt: Moment) {
    self.kind = kind
    self.startedAt = startedAt
    self.endedAt = endedAt
  }
}

/// What a batch event keeps of the source its rows came from, so that facts and mark are on disk together or not at all.
struct SourceStamp {
  let source: Int64
  let kind: FactKind
  let startedAt: Moment
  let rows: Int
  var rejected = 0
  var withoutMark = 0
  var from: SourceMark?
  var to: SourceMark?
  /// Of the rows as they came: the same again is nothing new.
  var digest: Digest
  /// The newest day that a row is true on.
  var newestDay: Day?
  var file = ""
  var findings: [FactFileFinding] = []
  var findingsTotal = 0
  /// More rows waited when these came.
  var isUnfinished = false

  var canonical: CanonicalValue {
    var fields: [String: CanonicalValue] = [
      "source": .integer(source), "query": .text(kind.rawValue), "started": .moment(startedAt), "rows": .integer(Int64(rows)),
      "digest": .digest(digest),
    ]
    fields["mark"] = to.map { .map(["text": .text($0.text), "kind": .text($0.kind.rawValue)]) }
    fields["from"] = from.map { .map(["text": .text($0.text), "kind": .text($0.kind.rawValue)]) }
    fields["newest_day"] = newestDay.map { .day($0) }
    if withoutMark > 0 { fields["without_mark"] = .integer(Int64(withoutMark)) }
    if isUnfinished { fields["unfinished"] = .boolean(true) }
    if rejected > 0 { fields["rejected"] = .integer(Int64(rejected)) }
    if !file.isEmpty { fields["file"] = .text(file) }
    if findingsTotal > 0 {
      fields["findings"] = .list(findings.prefix(SourceBounds.findings).map(\.canonical))
      fields["findings_total"] = .integer(Int64(findingsTotal))
    }
    return .map(fields)
  }

  init(
    source: Int64, kind: FactKind, startedAt: Moment, rows: Int, digest: Digest
  ) {
    (self.source, self.kind, self.startedAt, self.rows, self.digest) = (source, kind, startedAt, rows, digest)
  }

  /// nil for a batch that came by another way.
  init?(_ value: CanonicalValue?) {
    guard let value, let source = value["source"]?.integer, let kind = value["query"]?.text.flatMap({ FactKind(rawValue: $0) }),
      let started = value["started"]?.moment, let digest = value["digest"]?.digest
    else { return nil }
    func mark(_ name: String) -> SourceMark? {
      guard let text = value[name]?["text"]?.text, let kind = value[name]?["kind"]?.text.flatMap({ SourceMark.Kind(rawValue: $0) })
      else { return nil }
      return SourceMark(text, kind)
    }
    func count(_ name: String) -> Int { Int(clamping: value[name]?.integer ?? 0) }
    self.init(source: source, kind: kind, startedAt: started, rows: count("rows"), digest: digest)
    (from, to, newestDay) = (mark("from"), mark("mark"), value["newest_day"]?.day)
    (withoutMark, rejected, findingsTotal) = (count("without_mark"), count("rejected"), count("findings_total"))
    file = value["file"]?.text ?? ""
    isUnfinished = value["unfinished"]?.boolean ?? false
    findings = (value["findings"]?.list ?? []).compactMap { FactFileFinding($0) }
  }
}

extension FactFileFinding {
  var canonical: CanonicalValue {
    .map([
      "code": .text(code), "severity": .text(severity), "line": .integer(Int64(line)), "column": .text(column), "header": .text(header),
      "value": .text(String(value.prefix(200))), "zh": .text(message.chinese), "en": .text(message.english),
      "hint_zh": .text(hint.chinese), "hint_en": .text(hint.english),
    ])
  }

  init?(_ value: CanonicalValue) {
    guard let code = value["code"]?.text, let severity = value["severity"]?.text else { return nil }
    func text(_ name: String) -> String { value[name]?.text ?? "" }
    self.init(
      code: code, severity: severity, line: Int(clamping: value["line"]?.integer ?? 0), column: text("column"), header: text("header"),
      value: text("value"), message: BilingualText(text("zh"), text("en")), hint: BilingualText(text("hint_zh"), text("hint_en")))
  }
}

extension SourceFault {
  var canonical: CanonicalValue {
    .map(["code": .text(code.rawValue), "zh": .text(detail.chinese), "en": .text(detail.english), "said": .text(said)])
  }

  init?(_ value: CanonicalValue?) {
    guard let code = value?["code"]?.text.flatMap({ Code(rawValue: $0) }) else { return nil }
    self.init(code, BilingualText(value?["zh"]?.text ?? "", value?["en"]?.text ?? ""), said: value?["said"]?.text ?? "")
  }
}
