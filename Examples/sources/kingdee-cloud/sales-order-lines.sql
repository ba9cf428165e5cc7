-- 金蝶云星空：销售订单（已审核，未作废）。T_SAL_ORDER 表头，T_SAL_ORDERENTRY 及 _F（金额）、_D（交期）表体。
-- Kingdee Cloud: approved sales orders. Amounts in the company's own currency (…_LC).
-- watermark: changed_at timestamp, overlap 900
SELECT
  o.FBILLNO AS order_number,
  e.FSEQ AS line_number,
  o.FDATE AS ordered_on,
  d.FDELIVERYDATE AS due_on,
  m.FNUMBER AS item,
  c.FNUMBER AS customer,
  e.FQTY AS quantity,
  f.FTAXRATE / 100.0 AS tax_rate,
  f.FALLAMOUNT_LC AS amount_incl_tax,
  f.FAMOUNT_LC AS amount_excl_tax,
  (SELECT MAX(t.v) FROM (VALUES (o.FCREATEDATE), (o.FMODIFYDATE), (o.FAPPROVEDATE)) AS t(v)) AS changed_at
FROM T_SAL_ORDER AS o
JOIN T_SAL_ORDERENTRY AS e ON e.FID = o.FID
LEFT JOIN T_SAL_ORDERENTRY_F AS f ON f.FENTRYID = e.FENTRYID
LEFT JOIN T_SAL_ORDERENTRY_D AS d ON d.FENTRYID = e.FENTRYID
LEFT JOIN T_BD_MATERIAL AS m ON m.FMATERIALID = e.FMATERIALID
LEFT JOIN T_BD_CUSTOMER AS c ON c.FCUSTID = o.FCUSTID
WHERE o.FDOCUMENTSTATUS = 'C' AND o.FCANCELSTATUS = 'A'
