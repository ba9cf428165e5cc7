-- 用友 U8：销售出库单（已审核）。rdrecord32 表头，rdrecords32 表体；金额取自对应的发货单 DispatchLists，成本取自出库单。
-- Yonyou U8: approved outbound notes of sales; amounts come from the delivery note, costs from the outbound note.
-- watermark: changed_at timestamp, overlap 900
SELECT
  m.cCode AS shipment_number,
  d.irowno AS line_number,
  m.dDate AS shipped_on,
  l.cSOCode AS order_number,
  s.iRowNo AS order_line,
  d.cInvCode AS item,
  m.cCusCode AS customer,
  d.iQuantity AS quantity,
  CASE WHEN l.iQuantity <> 0 THEN l.iNatSum * d.iQuantity / l.iQuantity END AS amount_incl_tax,
  CASE WHEN l.iQuantity <> 0 THEN l.iNatMoney * d.iQuantity / l.iQuantity END AS amount_excl_tax,
  d.iPrice AS cost_amount,
  CASE WHEN d.iQuantity < 0 THEN 1 ELSE 0 END AS is_return,
  (SELECT MAX(t.v) FROM (VALUES (m.dnmaketime), (m.dnmodifytime), (m.dnverifytime), (m.dDate)) AS t(v)) AS changed_at
FROM rdrecord32 AS m
JOIN rdrecords32 AS d ON d.ID = m.ID
LEFT JOIN DispatchLists AS l ON l.iDLsID = d.iDLsID
LEFT JOIN SO_SODetails AS s ON s.iSOsID = l.iSOsID
WHERE m.cHandler IS NOT NULL
