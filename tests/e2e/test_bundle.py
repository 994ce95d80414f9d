"""Streamlit's modules in one file: what the joining relies on holds, and each page's modules are named at once."""

import re

from innovation_hub.domain.permissions import Role
from innovation_hub.web.frontend import bundle
from innovation_hub.web.frontend.document import ELEMENTS
from tests.e2e.people import enter

MODULE = re.compile(r"/static/js/\w+/([\w.-]+\.js)")
CHANGED = r"""async (names) => {
  document.body.innerHTML = '<div id="root"></div>';
  history.replaceState({}, '', '/words');
  window.__streamlit = {BACKEND_BASE_URL: `${location.origin}/`};
  const modules = [];
  for (const name of names) {
    const module = await import(`/static/js/${name}`);
    modules.push([name, module, {...module}]);  // as it is before another module runs
  }
  while (!document.querySelector('[data-testid=stMain] h1')) await new Promise((done) => setTimeout(done, 100));
  // A function that replaces itself when it is called may be called under either value.
  const REPLACES = /^function (\w+)\([^)]*\)\{("[^"]*";)?return \1=/;
  const helper = (one) => typeof one === 'function' && REPLACES.test(String(one));
  const changed = (module, before) =>
    Object.keys(module).some((key) => module[key] !== before[key] && !helper(before[key]));
  return modules
    .filter(([, module, before]) => changed(module, before))
    .map(([name]) => name.split('.')[0]);
}"""


def test_only_the_modules_named_live_change_exported_variables_after_they_have_run(visit, demo_server):
    joined = bundle.installed()
    names = bundle.ordered({name: bundle.read(joined.source / name) for name in joined.named})
    hub = visit(server=demo_server)
    hub.page.goto(f"{demo_server.url}/healthz")
    assert hub.page.evaluate(CHANGED, names) == list(bundle.LIVE)


def test_every_page_names_the_modules_of_its_elements_at_once(visit, demo_server):
    hub = enter(visit(server=demo_server, new=True), Role.STUDENT)
    asked = []
    hub.page.on("request", lambda request: asked.extend(MODULE.findall(request.url)))
    hub.open("/proposals")
    assert set(asked) == {
        bundle.NAME,
        *bundle.installed().apart,
        *bundle.later(bundle.installed().source, ELEMENTS),
    }
