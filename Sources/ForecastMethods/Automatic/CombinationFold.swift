// SPDX-License-Identifier: Apache-2.0
import Forecasting

/// One origin at which the members of a combination were tested, with what is needed to weigh them there.
struct CombinationFold {
  let features: SeriesFeatures
  /// One for each member, nil where it could not be fitted.
  let members: [BacktestFold?]

  /// Σ|error| of each member; NaN where there is none.
  var errors: [Double] { members.map { $0.map(CandidateFolds.absoluteError) ?? .nan } }
}
