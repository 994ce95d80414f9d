"""Entries of the register of government systems."""

from innovation_hub.services import systems

HEADINGS = "name_sw,name_en,owner,purpose_sw,purpose_en,url,year,status"
QUEUES = (
    "Foleni za afya,Health queues,Wizara ya Mfano,Wagonjwa hupanga foleni kwa simu katika vituo vya afya,"
    "Patients queue by phone at health centres,https://foleni.example.test,2019,in_use"
)


def a_file(*lines: str, headings: str = HEADINGS) -> bytes:
    """A CSV file of the register."""
    return "\n".join([headings, *lines, ""]).encode()


def a_system(line: str = QUEUES) -> None:
    """An entry of the register."""
    systems.import_file(a_file(line))
