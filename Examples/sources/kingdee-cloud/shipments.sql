-- 金蝶云星空：销售出库单（已审核）。T_SAL_OUTSTOCK、T_SAL_OUTSTOCKENTRY 及 _F。
-- 订单号在关联信息表中，各版本列名不同：在 T_SAL_OUTSTOCKENTRY_R 上查到后，加一列 AS order_number。
-- Kingdee Cloud: approved outbound notes. The order's number lies in …_R under a name that differs between versions; add it AS order_number.
-- watermark: changed_at timestamp, overlap 900
SELECT
  o.FBILLNO AS shipment_number,
  e.FSEQ AS line_number,
  o.FDATE AS shipped_on,
  m.FNUMBER AS item,
  c.FNUMBER AS customer,
  e.FREALQTY AS quantity,
  f.FALLAMOUNT_LC AS amount_incl_tax,
  f.FAMOUNT_LC AS amount_excl_tax,
  CASE WHEN e.FREALQTY < 0 THEN 1 ELSE 0 END AS is_return,
  (SELECT MAX(t.v) FROM (VALUES (o.FCREATEDATE), (o.FMODIFYDATE), (o.FAPPROVEDATE)) AS t(v)) AS changed_at
FROM T_SAL_OUTSTOCK AS o
JOIN T_SAL_OUTSTOCKENTRY AS e ON e.FID = o.FID
LEFT JOIN T_SAL_OUTSTOCKENTRY_F AS f ON f.FENTRYID = e.FENTRYID
LEFT JOIN T_BD_MATERIAL AS m ON m.FMATERIALID = e.FMATERIALID
LEFT JOIN T_BD_CUSTOMER AS c ON c.FCUSTID = o.FCUSTOMERID
WHERE o.FDOCUMENTSTATUS = 'C'
