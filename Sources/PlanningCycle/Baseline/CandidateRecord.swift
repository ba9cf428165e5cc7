// SPDX-License-Identifier: Apache-2.0
import ForecastMethods
import Journal

/// What a run records of each method that was tried for a series. A run of thousands of series holds tens of thousands of them, in memory as often as
/// its event is read: a list takes a third of the room of a map with names.
enum CandidateRecord {
  static func canonical(_ result: CandidateResult) -> CanonicalValue {
    .list([
      .text(result.name), .text(result.method), .double(result.wape), .double(result.forecastAccuracy), .double(result.mase),
      .double(result.bias), .integer(Int64(result.folds)), .boolean(result.isChosen),
    ])
  }

  /// nil for what is none. Runs of before have maps.
  static func result(_ value: CanonicalValue) -> CandidateResult? {
    guard let list = value.list else { return former(value) }
    guard list.count >= 8, let name = list[0].text, let method = list[1].text else { return nil }
    return CandidateResult(
      name: name, method: method, wape: list[2].double ?? .nan, forecastAccuracy: list[3].double ?? .nan, mase: list[4].double ?? .nan,
      bias: list[5].double ?? .nan, folds: Int(list[6].integer ?? 0), isChosen: list[7].boolean ?? false)
  }

  private static func former(_ value: CanonicalValue) -> CandidateResult? {
    guard let name = value["name"]?.text, let method = value["method"]?.text else { return nil }
    return CandidateResult(
      name: name, method: method, wape: value["wape"]?.double ?? .nan, forecastAccuracy: value["accuracy"]?.double ?? .nan,
      mase: value["mase"]?.double ?? .nan, bias: value["bias"]?.double ?? .nan, folds: Int(value["folds"]?.integer ?? 0),
      isChosen: value["chosen"]?.boolean ?? false)
  }
}
