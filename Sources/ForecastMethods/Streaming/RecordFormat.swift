// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// How results leave: a table for people and spreadsheets, or one JSON object a line for programs.
public enum RecordFormat: String, Hashable, Sendable {
  case csv
  /// Exactly one object for each series in, an error object where there is no forecast, so that a caller can count.
  case jsonLines
}

/// Text of JSON values.
enum JSONText {
  static func string(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// `null` for what is not finite.
  static func number(_ value: Double) -> String {
    value.isFinite ? DelimitedText.number(value) : "null"
  }

  static func list(_ values: [Double]) -> String {
    "[" + values.map(number).joined(separator: ",") + "]"
  }

  /// The error object of a series without a result.
  static func failure(_ identifier: String, code: String, detail: String) -> String {
    "{\"unique_id\":\(string(identifier)),\"error\":\(string(code)),\"detail\":\(string(detail))}\n"
  }

  /// Why a record that was read has no series: its first finding.
  static func unread(_ record: SeriesRecord) -> String {
    failure(
      record.identifier, code: "series-file.no-usable-rows", detail: record.findings.first?.description ?? "")
  }
}
