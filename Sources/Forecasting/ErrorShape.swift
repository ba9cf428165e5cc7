// SPDX-License-Identifier: Apache-2.0
import NumericalMethods

/// The shape of forecast errors measured in units of their expected size: which standardised error a probability has.
///
/// Given as a rising, piecewise linear curve over normal scores; the normal distribution is the straight line through the origin.
public struct ErrorShape: Hashable, Sendable {
  /// Rising normal scores.
  let scores: [Double]
  /// Never falling standardised errors, one for each score.
  let errors: [Double]

  /// Normal errors.
  public static let normal = ErrorShape(scores: [-1, 1], errors: [-1, 1])

  /// - Precondition: rising scores, never falling errors, as many of one as of the other.
  public init(scores: [Double], errors: [Double]) {
    precondition(
      scores.count == errors.count && zip(scores, scores.dropFirst()).allSatisfy(<)
        && zip(errors, errors.dropFirst()).allSatisfy(<=), "a shape rises")
    self.scores = scores
    self.errors = errors
  }

  /// A shape between the normal one and that of past standardised errors: the more errors there were, the more they count.
  ///
  /// Weight of the past is n / (n + `patience`); beyond the outermost past error the curve goes on as the normal does.
  public init(pastErrors: [Double], patience: Double) {
    let sorted = pastErrors.filter(\.isFinite).sorted()
    guard sorted.count >= 8 else {
      self = .normal
      return
    }
    let weight = Double(sorted.count) / (Double(sorted.count) + patience)
    let probabilities: [Double] = [0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.975]
    var scores: [Double] = []
    var errors: [Double] = []
    for probability in probabilities {
      let score = NormalDistribution.score(probability: probability)
      // Past errors say nothing about tails thinner than one in n.
      let reach = 1 / (Double(sorted.count) + 1)
      guard probability >= reach, probability <= 1 - reach else { continue }
      let position = probability * Double(sorted.count + 1) - 1
      let below = max(0, min(sorted.count - 1, Int(position)))
      let above = min(sorted.count - 1, below + 1)
      let empirical = sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
      scores.append(score)
      errors.append(max(errors.last ?? -.infinity, weight * empirical + (1 - weight) * score))
    }
    self.init(scores: scores, errors: errors)
  }

  /// The standardised error at a normal score.
  public func error(atScore score: Double) -> Double {
    guard let firstScore = scores.first, let lastScore = scores.last, scores.count > 1 else { return score }
    // Tails rise with the normal slope, so that levels always nest.
    if score <= firstScore { return errors[0] + (score - firstScore) }
    if score >= lastScore { return errors[errors.count - 1] + (score - lastScore) }
    var upper = 1
    while scores[upper] < score { upper += 1 }
    let share = (score - scores[upper - 1]) / (scores[upper] - scores[upper - 1])
    // The end of a piece is its end, whatever the last digit of the sum: a shape never falls.
    return min(errors[upper], errors[upper - 1] + share * (errors[upper] - errors[upper - 1]))
  }

  /// The same shape within ±`inner`, and beyond it drawn out so that the errors at ±`outer` are `factor` times as large.
  ///
  /// - Precondition: 0 < inner < outer.
  public func stretched(from inner: Double, to outer: Double, by factor: Double) -> ErrorShape {
    precondition(0 < inner && inner < outer, "a tail begins before it ends")
    var (below, above) = (slope(-inner, -outer, factor), slope(inner, outer, factor))
    if below == 1, above == 1 { return self }
    if !below.isFinite { below = 1 }
    if !above.isFinite { above = 1 }
    let (left, right) = (error(atScore: -inner), error(atScore: inner))
    let outside = [(scores.first ?? 0) - 1, (scores.last ?? 0) + 1]
    let places = Set(scores + outside + [-outer, -inner, inner, outer]).sorted()
    return ErrorShape(
      scores: places,
      errors: places.map { score in
        let plain = error(atScore: score)
        return score < -inner ? left + below * (plain - left) : score > inner ? right + above * (plain - right) : plain
      })
  }

  /// By how much the part from `inner` to `outer` is drawn out: never to nothing, so that a higher level stays a wider one.
  private func slope(_ inner: Double, _ outer: Double, _ factor: Double) -> Double {
    let (near, far) = (error(atScore: inner), error(atScore: outer))
    return far == near ? 1 : max(0.2, (factor * far - near) / (far - near))
  }
}
