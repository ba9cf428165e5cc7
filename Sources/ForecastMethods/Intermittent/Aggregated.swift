// SPDX-License-Identifier: Apache-2.0
public import Forecasting
import NumericalMethods

/// Demand summed over buckets of several periods, in which it is smoother, smoothed there and shared out evenly.
///
/// Buckets are cut from the end, so that the last one is whole; what is left over at the beginning is not used. Their sums are smoothed by simple
/// exponential smoothing with α by least squares in 0.1 … 0.3. `aggregate-disaggregate` (ADIDA) takes buckets as long as the mean interval between demands; `multiple` (IMAPA)
/// takes each length from one period to that and the mean of what they say.
///
/// - Missing values: nothing was wanted.
/// - Checked against: statsforecast 2.1.1 on 2,509 series of car parts, 1e-4 relative (`CarPartsTests`).
/// - Complexity: O(n log n) for `multiple`: n/1 + n/2 + … buckets.
/// - References: K. Nikolopoulos et al. (2011), An aggregate–disaggregate intermittent demand approach, J. Oper. Res. Soc. 62(3), 544–554, DOI
///   10.1057/jors.2010.32; F. Petropoulos, N. Kourentzes (2015), Forecast combinations for intermittent demand, J. Oper. Res. Soc. 66(6),
///   914–924, DOI 10.1057/jors.2014.62.
public struct Aggregated: ForecastModel {
  public enum Form: String, Hashable, Sendable, CaseIterable {
    case aggregateDisaggregate = "adida"
    case multiple = "imapa"
  }

  public let form: Form
  public var name: String { form.rawValue }
  public init(_ form: Form = .multiple) { self.form = form }

  public func fit(_ series: Series) throws(ForecastError) -> FittedRate {
    let demands = try Demands(series, method: name)
    // A half is rounded to the even neighbour, as IEEE 754 does.
    let longest = max(1, Int((demands.meanInterval ?? 1).rounded(.toNearestOrEven)))
    let lengths = form == .multiple ? 1...longest : longest...longest
    var (rate, fitted) = (0.0, [Double](repeating: 0, count: demands.values.count))
    for length in lengths {
      let sums = Self.sums(demands.values, length)
      let level = SmoothedLevel(optimised: sums)
      rate += level.level / Double(length)
      Self.add(level, sums, length, to: &fitted)
    }
    let count = Double(lengths.count)
    return FittedRate(
      form == .multiple ? "IMAPA" : "ADIDA", rate: rate / count,
      parameters: [ModelParameter("longest-bucket", Double(longest))], estimatedCount: 2, demands,
      fitted: fitted.map { $0 / count })
  }

  private static func sums(_ values: [Double], _ length: Int) -> [Double] {
    stride(from: values.count % length, to: values.count, by: length).map { begin in
      var sum = 0.0
      for place in begin..<(begin + length) { sum += values[place] }
      return sum
    }
  }

  /// What a bucket was expected to hold, before it began; NaN in the first and before it.
  private static func add(_ level: SmoothedLevel, _ sums: [Double], _ length: Int, to fitted: inout [Double]) {
    let begin = fitted.count % length
    for place in 0..<min(fitted.count, begin + length) { fitted[place] = .nan }
    guard var expected = sums.first else { return }
    for bucket in sums.indices.dropFirst() {
      let place = begin + bucket * length
      for index in place..<(place + length) { fitted[index] += expected / Double(length) }
      expected += level.alpha * (sums[bucket] - expected)
    }
  }
}
