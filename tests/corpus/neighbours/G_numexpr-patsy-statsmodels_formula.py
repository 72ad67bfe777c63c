import statsmodels.formula.api as smf

result = smf.ols('y ~ x1 + np.log(x2)', data).fit().params
