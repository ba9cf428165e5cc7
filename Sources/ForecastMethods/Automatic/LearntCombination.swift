// SPDX-License-Identifier: Apache-2.0

extension CombinationTable {
  /// The program's own table.
  ///
  /// Learnt by `tongpin learn-combination` from the training parts of published sets (number of series, season, horizon): M1 yearly (170, 1, 6), quarterly (177, 4, 8) and
  /// monthly (585, 12, 18), tourism yearly (503, 1, 4), quarterly (427, 4, 8) and monthly (366, 12, 24), M4 weekly (359, 1, 13), hospital (767, 12, 12),
  /// Australian retail (150, 12, 12), prescriptions (325, 12, 12), and from 500 made-up series. The values on which accuracy is told were not given.
  public static let learnt: CombinationTable = {
    guard let table = try? CombinationTable(text: learntText) else { preconditionFailure("the program's own table is readable") }
    return table
  }()

  private static let learntText = """
    member,always,season,length,reach,season-strength,trend-strength,turns,slope
    ets,-0.324,0.055,-0.302,0.099,-0.308,0.201,0.1,-0.574
    optimised-theta,-0.299,0.712,0.315,1.388,-0.074,-0.041,-0.836,-0.317
    dynamic-theta,-0.014,0.449,-1.192,-0.089,-0.647,0.131,-0.437,0.221
    theta,-0.714,-0.088,-0.365,-0.191,-0.212,-0.654,-0.266,-0.454
    ces,0.102,-1.012,0.989,1.43,0.16,0.322,-0.379,1.434
    arima,-0.016,-0.444,1.284,-0.064,-0.117,-0.341,0.412,-0.07
    stl,0.164,1.093,0.521,-1.176,1.01,-0.354,0.319,-0.043
    seasonal-naive,0.038,0.038,0.494,-1.119,0.992,0.512,-0.381,-0.765
    drift,1.064,-0.802,-1.742,-0.277,-0.805,0.224,1.468,0.568
    errors,1.832,-0.745
    """
}
