// SPDX-License-Identifier: Apache-2.0
public import Forecasting

extension FittedETS: ErrorDrivenModel {
  /// y − μ, or (y − μ) ÷ μ of a form with multiplicative errors.
  public var drivingErrors: [Double] {
    zip(observed, fittedValues).map { form.error == .multiplicative ? ($0 - $1) / $1 : $0 - $1 }
  }

  /// The state equations run on. A relative error takes no more than all there is, and means that are not above nought have none.
  public func path(_ errors: [Double]) -> [Double] {
    var (level, slope, season) = (end.level, end.slope, endSeason)
    let isRelative = form.error == .multiplicative
    return errors.enumerated().map { step, error in
      let damped = end.phi * slope
      let base = level + damped
      let place = season.isEmpty ? 0 : step % seasonLength
      let mean =
        switch form.season {
        case .none: base
        case .additive: base + season[place]
        case .multiplicative: base * season[place]
        }
      let shock = isRelative ? (mean > 0 ? mean * max(error, -1) : 0) : error / scale
      var update = shock
      switch form.season {
      case .none: break
      case .additive: season[place] += end.gamma * shock
      case .multiplicative:
        let factor = season[place]
        update = factor > 0 ? shock / factor : 0
        if base > 0 { season[place] = factor + end.gamma * shock / base }
      }
      level = base + end.alpha * update
      slope = damped + end.beta * update
      return (mean + shock) * scale
    }
  }
}
