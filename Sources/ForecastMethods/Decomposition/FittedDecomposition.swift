// SPDX-License-Identifier: Apache-2.0
public import Forecasting

/// Seasons that were taken out, and exponential smoothing of what was left.
public struct FittedDecomposition: FittedModel {
  public let observed: [Double]
  /// Of the smoothing, with the season put back.
  public let fittedValues: [Double]
  /// Seasons are factors and not sums.
  public let isMultiplicative: Bool
  /// Of the series without its seasons.
  public let smoothing: FittedETS

  private let form: DecompositionForecast.Form
  private let parts: SeasonParts
  private let scale: Double

  init(
    _ form: DecompositionForecast.Form, observed: [Double], smoothing: FittedETS, parts: SeasonParts, scale: Double
  ) {
    self.form = form
    self.observed = observed
    self.smoothing = smoothing
    self.parts = parts
    self.scale = scale
    isMultiplicative = parts.isLogarithmic
    fittedValues = observed.indices.map { index in
      let season = parts.seasons.reduce(0) { $0 + $1.values[index] }
      let value = smoothing.fittedValues[index]
      return parts.isLogarithmic ? value * SeasonParts.factor(season) : value + season * scale
    }
  }

  /// Whether seasons were found to be factors; nil where there was none yet.
  var chosenForm: Bool? { parts.seasons.isEmpty ? nil : isMultiplicative }

  /// `STL(12)+ETS(A,N,N)`, `MSTL(24,168,log)+ETS(M,A,N)`; the smoothing alone where there is no season.
  public var method: String {
    guard !parts.seasons.isEmpty else { return smoothing.method }
    let lengths = parts.seasons.map { String($0.length) } + (parts.isLogarithmic ? ["log"] : [])
    return "\(form == .stl ? "STL" : "MSTL")(\(lengths.joined(separator: ",")))+\(smoothing.method)"
  }

  /// Those of the smoothing, then what was kept of each season, 0 … 1.
  public var parameters: [ModelParameter] {
    smoothing.parameters + parts.seasons.map { ModelParameter("season-\($0.length)-kept", $0.kept) }
  }

  /// Those of the smoothing, and of each season the places but one, as far as they were kept.
  public var estimatedCount: Double {
    smoothing.estimatedCount + parts.seasons.reduce(0) { $0 + Double($1.length - 1) * $1.kept }
  }

  /// The errors of the smoothing, of the noise that the seasons swallowed, and of the seasons themselves, which change, add up.
  ///
  /// - Throws: `horizon-out-of-range`.
  public func forecast(horizon: Int) throws(ForecastError) -> Forecast {
    let base = try smoothing.forecast(horizon: horizon)
    guard !parts.seasons.isEmpty else { return base }
    var (mean, spread) = ([Double](), [Double]())
    for step in 0..<horizon {
      let season = parts.seasons.reduce(0) { $0 + $1.carried(step) }
      let variance = parts.seasons.reduce(parts.swallowed) { $0 + $1.variance(step) }
      let own = base.scale[step] / scale
      if parts.isLogarithmic {
        let factor = SeasonParts.factor(season)
        let size = base.mean[step] / scale
        mean.append(base.mean[step] * factor)
        spread.append(factor * (own * own + size * size * variance).squareRoot() * scale)
      } else {
        mean.append(base.mean[step] + season * scale)
        spread.append((own * own + variance).squareRoot() * scale)
      }
    }
    return Forecast(method: method, mean: mean, scale: spread)
  }
}
