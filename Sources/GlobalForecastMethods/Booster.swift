// SPDX-License-Identifier: Apache-2.0
import CXGBoost
import Forecasting

/// Rows of numbers with what each of them should give, as the library holds them.
final class BoosterMatrix {
  fileprivate var handle: DMatrixHandle?
  let rows: Int

  /// - Parameter features: `rows` × `width`, row after row; NaN where something is not known.
  /// - Parameter targets: one a row; empty where they are to be found.
  init(_ features: [Float], width: Int, targets: [Float]) throws(ForecastError) {
    rows = features.count / width
    var made: DMatrixHandle?
    // One thread: sums in another order would be other sums.
    try Booster.check(
      XGDMatrixCreateFromMat_omp(features, bst_ulong(rows), bst_ulong(width), .nan, &made, 1), "the table could not be made")
    handle = made
    guard !targets.isEmpty else { return }
    try Booster.check(XGDMatrixSetFloatInfo(handle, "label", targets, bst_ulong(targets.count)), "the targets were not taken")
  }

  deinit { XGDMatrixFree(handle) }
}

/// Trees, each of which mends what those before it got wrong.
///
/// One thread and a fixed seed: same rows, same bits.
///
/// - References: J. H. Friedman (2001), Greedy function approximation: a gradient boosting machine, Ann. Stat. 29(5), 1189–1232; T. Chen,
///   C. Guestrin (2016),
///   XGBoost: a scalable tree boosting system, KDD 2016, DOI 10.1145/2939672.2939785.
final class Booster {
  private var handle: BoosterHandle?
  private let training: BoosterMatrix
  private(set) var rounds = 0

  /// - Parameter settings: names and values of the library.
  init(_ training: BoosterMatrix, settings: [(String, String)]) throws(ForecastError) {
    self.training = training
    let matrices: [DMatrixHandle?] = [training.handle]
    var made: BoosterHandle?
    try Booster.check(XGBoosterCreate(matrices, 1, &made), "no model could be begun")
    handle = made
    for (name, value) in settings {
      try Booster.check(XGBoosterSetParam(handle, name, value), "the setting \(name) was not taken")
    }
  }

  deinit { XGBoosterFree(handle) }

  func learn(rounds more: Int) throws(ForecastError) {
    for _ in 0..<more {
      try Booster.check(XGBoosterUpdateOneIter(handle, Int32(rounds), training.handle), "round \(rounds + 1) could not be learnt")
      rounds += 1
    }
  }

  /// One value a row.
  func predictions(_ matrix: BoosterMatrix) throws(ForecastError) -> [Float] {
    var count: bst_ulong = 0
    var values: UnsafePointer<Float>?
    try Booster.check(XGBoosterPredict(handle, matrix.handle, 0, 0, 0, &count, &values), "nothing could be predicted")
    guard let values, Int(count) == matrix.rows else {
      throw Booster.failure("needs \(matrix.rows) predictions, has \(count)")
    }
    return Array(UnsafeBufferPointer(start: values, count: Int(count)))
  }

  fileprivate static func check(_ result: Int32, _ what: @autoclosure () -> String) throws(ForecastError) {
    guard result != 0 else { return }
    let said = XGBGetLastError().map { String(cString: $0) } ?? ""
    // The first line says what; the rest is where in the library.
    let line = said.split(separator: "\n").first.map(String.init) ?? "no reason was given"
    throw failure(what() + ": " + line)
  }

  private static func failure(_ detail: String) -> ForecastError {
    ForecastError(.libraryFailed, subject: "global model", detail: detail, hint: "use auto for each series alone, and report this")
  }
}
