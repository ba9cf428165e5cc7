// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle
import Wire

extension Restatements {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("monthLimit", JSON(Self.monthLimit)),
      .init(
        "figures",
        JSON(figures) { figure in
          .object([
            .init("kind", .string(figure.kind.rawValue)), .init("label", .text(figure.kind.label)),
            .init("months", JSON(figure.months) { $0.json }),
          ])
        }),
      .init("entryCount", JSON(entryCount)), .init("entries", JSON(entries) { $0.json }),
    ])
  }
}

extension Restatements.MonthFigure {
  fileprivate var json: JSON {
    .object([
      .init("month", .month(month)), .init("firstOn", .day(firstOn)), .init("first", .money(first)), .init("closedOn", .day(closedOn)),
      .init("atClose", .money(atClose)), .init("now", .money(now)), .init("change", .money(change)),
      .init("parts", JSON(parts) { $0.json }),
    ])
  }
}

extension Restatements.Part {
  fileprivate var json: JSON {
    .object([
      .init("batch", .integer(batch)), .init("month", .month(month)), .init("isAfterClose", JSON(isAfterClose)),
      .init("addedRows", JSON(addedRows)), .init("added", .money(added)), .init("correctedRows", JSON(correctedRows)),
      .init("replacedRows", JSON(replacedRows)), .init("corrected", .money(corrected)), .init("change", .money(change)),
    ])
  }
}

extension Restatements.Entry {
  fileprivate var json: JSON {
    .object([
      .init("batch", .integer(batch)), .init("kind", .string(kind.rawValue)), .init("label", .text(kind.label)),
      .init("file", .string(fileName)), .init("at", .string(at)), .init("by", .string(login)), .init("name", .text(name)),
      .init("reason", .string(reason)), .init("parts", JSON(parts) { $0.json }), .init("otherCorrections", JSON(otherCorrections)),
    ])
  }
}

extension RestatedRows {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("batch", .integer(batch)), .init("kind", .string(kind.rawValue)),
      .init("label", .text(kind.label)), .init("offset", JSON(offset)), .init("hasMore", JSON(hasMore)),
      .init("rows", JSON(rows) { $0.json }),
    ])
  }
}

extension RestatedRows.Row {
  fileprivate var json: JSON {
    .object([
      .init("key", .string(key)), .init("document", JSON(document)), .init("line", JSON(line)), .init("version", JSON(version)),
      .init("on", .day(on)), .init("formerlyOn", .day(formerlyOn)), .init("amount", .money(amount)),
      .init("formerAmount", .money(formerAmount)), .init("changes", JSON(changes) { $0.json }),
    ])
  }
}

extension RestatedRows.Change {
  var json: JSON {
    .object([
      .init("field", .string(field)), .init("label", .text(label)), .init("old", JSON(old)), .init("new", JSON(new)),
    ])
  }
}

extension DocumentLineage {
  func json(revision: Int64) -> JSON {
    .object([
      .init("revision", .integer(revision)), .init("document", document.json), .init("lineCount", JSON(lineCount)),
      .init(
        "lines",
        JSON(lines) { line in
          .object([.init("key", .string(line.key)), .init("versions", JSON(line.versions) { $0.json })])
        }),
      .init(
        "forecasts",
        JSON(forecasts) {
          .object([
            .init("run", .integer($0.run)), .init("at", .string($0.at)), .init("origin", .day($0.origin)),
            .init("series", JSON($0.series) { .string($0) }),
          ])
        }),
    ])
  }
}

extension DocumentLineage.Version {
  fileprivate var json: JSON {
    .object([
      .init("version", JSON(version)), .init("batch", .integer(batch)), .init("line", JSON(line)), .init("file", JSON(file)),
      .init("at", .string(at)), .init("by", .string(login)), .init("name", .text(name)), .init("reason", .string(reason)),
      .init("on", .day(on)), .init("amount", .money(amount)), .init("changes", JSON(changes) { $0.json }),
    ])
  }
}
